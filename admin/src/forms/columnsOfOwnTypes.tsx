import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { DayCell } from '../days/DayCell';
import { WhenCell } from '../days/WhenCell';
import { nameOfField } from '../text/fieldName';
import { message, useText } from '../text/useText';
import { choiceText } from './choices';
import { type OwnType, ownTypeOf } from './ownTypes';

type Row = Readonly<Record<string, unknown>>;
interface Header {
  readonly name: string;
  readonly label?: unknown;
  readonly cellFormatter?: (row: Row, header: unknown, of: { model: string }) => ReactNode;
}
interface Columns {
  readonly displayedHeaders: readonly Header[];
  readonly layout: { readonly metadatas?: Readonly<Record<string, unknown>> };
}

const instants = ['start', 'end', 'originalStart'];

/** The Content Manager's lists of events and tasks: names in both languages, when something is with its dates and its zone, whose it is by name. */
export function columnsOfOwnTypes<C extends Columns>(columns: C): C {
  const type = ownTypeOf(new Set(Object.keys(columns.layout.metadatas ?? {})));
  if (!type) return columns;
  const names = columns.displayedHeaders.map(({ name }) => name);
  const isWhole = names.includes('start') && !names.includes('end');
  return { ...columns, displayedHeaders: columns.displayedHeaders.map((header) => asPeopleSay(header, type, isWhole)) };
}

/** `isWhole`: the start stands for the end as well, which has no column. */
function asPeopleSay(header: Header, type: OwnType, isWhole: boolean): Header {
  const { name } = header;
  const isWhen = name === 'start' && isWhole;
  const key = isWhen ? 'column.when' : nameOfField(name);
  const named = header.label === name && key ? { ...header, label: message(key) } : header;
  if (isWhen) return { ...named, cellFormatter: (row) => <WhenCell row={row} /> };
  if (instants.includes(name) && type.has.includes('isAllDay'))
    return { ...named, cellFormatter: (row) => <DayCell value={row[name]} isAllDay={row['isAllDay'] === true} isEnd={name === 'end'} /> };
  if (name === 'owner') return { ...named, cellFormatter: (row) => <Told>{ownerName(row['owner'])}</Told> };
  if (type.choices.includes(name)) return { ...named, cellFormatter: (row) => <Choice value={row[name]} /> };
  return named;
}

/** Names come for whoever may read them, the address for everybody who sees the entry. */
function ownerName(owner: unknown): string {
  if (typeof owner !== 'object' || owner === null) return '-';
  const { firstname, lastname, username, email } = owner as Record<string, unknown>;
  const isText = (part: unknown): part is string => typeof part === 'string' && part !== '';
  return [firstname, lastname].filter(isText).join(' ') || [username, email].find(isText) || '-';
}

function Choice({ value }: { value: unknown }) {
  const t = useText();
  const text = typeof value === 'string' ? choiceText(value) : undefined;
  return <Told>{text ? t(text) : typeof value === 'string' ? value : '-'}</Told>;
}

const Told = ({ children }: { children: ReactNode }) => (
  <Typography maxWidth="20rem" ellipsis textColor="neutral800">
    {children}
  </Typography>
);
