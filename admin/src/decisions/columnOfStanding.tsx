import type { ReactNode } from 'react';

import { message } from '../text/useText';
import { StandingCell } from './StandingCell';

interface Columns {
  displayedHeaders: object[];
  layout: { metadatas?: Record<string, unknown> };
}

/** What tells our own types: the list does not say whose columns they are. */
const ofOwnTypes = [
  ['iCalUId', 'originalStart', 'isAllDay', 'excludedDates'],
  ['listName', 'checklist', 'taskStatus', 'completedDate'],
];

/** The Content Manager's lists of events and tasks: one column more, which says how each stands with Microsoft 365. */
export function columnOfStanding<C extends Columns>(columns: C): C {
  const { metadatas = {} } = columns.layout;
  if (!ofOwnTypes.some((names) => names.every((name) => name in metadatas))) return columns;
  const column = {
    name: 'microsoftSyncStanding',
    attribute: { type: 'custom' },
    label: message('standing.column'),
    searchable: false,
    sortable: false,
    cellFormatter: (row: { documentId?: unknown }, _header: unknown, { model }: { model: string }): ReactNode => (
      <StandingCell uid={model} documentId={String(row.documentId ?? '')} />
    ),
  };
  return { ...columns, displayedHeaders: [...columns.displayedHeaders, column] };
}
