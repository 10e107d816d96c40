import { expect, it } from 'vitest';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { LocalRow } from '../../storage/port';
import type { RunContext } from '../context';
import { matchDates } from './match-dates';

const DATES = 300;
const dates = Array.from({ length: DATES }, (_, at) => `date ${at}`);

/** A person whose entries these are; counts how often one is read. */
function runWith(rows: readonly LocalRow[], linked: readonly string[] = []) {
  let reads = 0;
  const run = {
    target: { user: 'ada', resource: 'calendar' },
    items: { candidates: () => Promise.resolve(rows) },
    store: { linksByDocumentId: () => Promise.resolve(new Map(linked.map((id) => [id, {}]))) },
    resource: {
      definition: {
        fingerprint: ({ subject }: { subject: string }) => subject,
        matchCriteria: () => ({ column: 'subject', oneOf: [] }),
        readStrapi(row: { subject: string }) {
          reads += 1;
          return { kind: 'item', values: row };
        },
      },
    },
  } as unknown as RunContext;
  return { run, reads: () => reads };
}
const rowOf = (documentId: string, subject: string) =>
  ({ id: 1, documentId, owner: 'ada', row: { documentId, subject } }) as unknown as LocalRow;
const wantedOf = (microsoftId: string, subject: string, former: LocalRow | null = null) => ({
  reading: { microsoftId, values: { subject } } as unknown as RemoteItem,
  home: 'visits',
  former,
});
const entry = (name: string) => `visits|${name}`;

it('reads each entry once, however many dates look for theirs', async () => {
  const { run, reads } = runWith([...dates].reverse().map((name) => rowOf(entry(name), name)));
  const found = await matchDates(
    run,
    dates.map((name) => wantedOf(name, name)),
  );
  expect([...found].map(([id, { documentId }]) => [id, documentId])).toEqual(dates.map((name) => [name, entry(name)]));
  expect(reads()).toBeLessThanOrEqual(DATES);
});

it('takes each entry once, the first of those that are alike, of the same home and free', async () => {
  const rows = ['x|other', entry('linked'), entry('former'), entry('first'), entry('second')].map((id) => rowOf(id, 'alike'));
  const { run } = runWith(rows, [entry('linked')]);
  const former = rows[2] as LocalRow;
  const found = await matchDates(run, [wantedOf('a', 'alike', former), ...['b', 'c', 'd'].map((id) => wantedOf(id, 'alike'))]);
  expect(Object.fromEntries([...found].map(([id, { documentId }]) => [id, documentId]))).toEqual({
    a: entry('former'),
    b: entry('first'),
    c: entry('second'),
  });
});
