import type { ReactNode } from 'react';

import { DayCell } from './DayCell';

interface Header {
  name: string;
  cellFormatter?: (row: Record<string, unknown>, header: unknown, of: { model: string }) => ReactNode;
}
interface Columns {
  displayedHeaders: Header[];
  layout: { metadatas?: Record<string, unknown> };
}

const instants = ['start', 'end', 'originalStart'];
/** What tells our events: the list does not say whose columns they are. */
const ofEvents = ['iCalUId', 'originalStart', 'isAllDay', 'excludedDates'];

/** The Content Manager's list of events: dates of all-day events are dates. */
export function columnsOfEvents(columns: Columns): Columns {
  const { metadatas = {} } = columns.layout;
  if (!ofEvents.every((name) => name in metadatas)) return columns;
  return {
    ...columns,
    displayedHeaders: columns.displayedHeaders.map((header) =>
      instants.includes(header.name)
        ? {
            ...header,
            cellFormatter: (row) => <DayCell value={row[header.name]} isAllDay={row['isAllDay'] === true} isEnd={header.name === 'end'} />,
          }
        : header,
    ),
  };
}
