import type { Mark } from '../storage/port';
import type { RunContext } from './context';
import { ownersOfEntries } from './parts/place-of-part';

const MOST_MARKS = 10_000;

interface Left {
  /** Entries that were judged because of their marks, with the versions of those. */
  readonly judged: ReadonlyMap<string, number>;
  /** How many items there are of which Microsoft did not say whether they are gone. */
  readonly unproven: number;
}

/**
 * How much this run leaves to the next one without anybody being told of it: writes that Microsoft did not answer, that lost a race again and again or
 * wait for others, and items of which it did not say whether they are gone. A run is not done as long as there is any.
 */
export async function countUnfinished(run: RunContext, { judged, unproven }: Left): Promise<number> {
  if (run.mailbox.isReadOnly) return 0;
  const open = judged.size === 0 ? [] : await run.store.marks(run.target, MOST_MARKS);
  const marks = open.filter((mark) => !isNew(run, judged, mark));
  return unproven + (marks.length === 0 ? 0 : await countUnnoted(run, marks));
}

/** A person has edited it since: that wakes the target by itself. */
const isNew = ({ start }: RunContext, judged: Left['judged'], { documentId, version, at }: Mark): boolean =>
  at !== null && Date.parse(at) > start.at && judged.get(documentId) !== version;

/** What waits for an item that somebody is told of, or asked about, waits with it. */
async function countUnnoted(run: RunContext, marks: readonly Mark[]): Promise<number> {
  const { store, target } = run;
  const noted = new Set(
    [...(await store.held(target)), ...(await store.conflicts({ ...target, decided: false }))].map(({ documentId }) => documentId),
  );
  const unnoted = marks.flatMap(({ documentId }) => (noted.has(documentId) ? [] : [documentId]));
  if (unnoted.length === 0 || noted.size === 0) return unnoted.length;
  const owners = await ownersOfEntries(run, unnoted);
  return unnoted.filter((documentId) => !owners.get(documentId)?.some((owner) => noted.has(owner))).length;
}
