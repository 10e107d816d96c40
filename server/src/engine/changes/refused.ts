import { because, type Because } from '../../../../src/contracts/reasons';
import type { HoldNote } from '../../../../src/sync/decision';
import { within } from '../../causes/without-full-stop';
import { HostRefusal } from '../../storage/host-refusal';
import type { LocalRow } from '../../storage/port';
import type { RunContext } from '../context';
import { titleOf } from '../title';
import type { ChangeSet } from './change-set';

/** Entries of which the host has refused a write, with its words. */
export type Refused = ReadonlyMap<string, string>;

type RefusedWhat = 'refused-incoming' | 'refused-date' | 'refused-deletion' | 'refused-write';

export const refusalNote = (words: string, what: RefusedWhat, code: HostRefusal['code'] = 'refused-by-host'): HoldNote => ({
  code,
  side: 'strapi',
  fields: [],
  message: code === 'no-owner' ? (words as Because) : because(what, { why: within(words) }),
});

/**
 * Work in a transaction of its own, done again without the entries of which the host refuses a write: nobody else waits for them, and what was
 * written to Microsoft by then is not forgotten.
 */
export async function withoutRefused<T>(work: (refused: Refused) => Promise<T>): Promise<T> {
  const refused = new Map<string, string>();
  for (;;) {
    try {
      return await work(refused);
    } catch (error) {
      if (!(error instanceof HostRefusal) || error.entry === null || refused.has(error.entry)) throw error;
      refused.set(error.entry, error.message);
    }
  }
}

/** What was to be written into these entries is held, and what stands there goes on standing for it: the same is not written again and again. */
export function leaveOut(
  run: RunContext,
  changes: ChangeSet,
  { refused, rows }: { refused: Refused; rows: ReadonlyMap<string, LocalRow> },
): void {
  for (const [id, words] of refused) {
    const columns = { ...changes.updates.get(id), ...changes.completions.get(id) };
    changes.updates.delete(id);
    changes.completions.delete(id);
    changes.unwritten.set(id, columns);
    const title = titleOf(run, { link: null, row: rows.get(id) ?? null, remote: null });
    changes.holds.push({ of: { item: id, title }, note: refusalNote(words, 'refused-write') });
  }
}
