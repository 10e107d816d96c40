import type { News, StoreChanges, Target } from './port';

/** How one home of the bookkeeping writes each kind of change. */
export type Writers = {
  readonly [K in keyof StoreChanges]: (target: Target, changes: NonNullable<StoreChanges[K]>) => Promise<Partial<News> | void>;
};

/** Links before what is noted about them (a note looks its ids up by the link), what is let go after what is held, the cursor last. */
const ORDER = [
  'droppedLinks',
  'newLinks',
  'linkChanges',
  'seen',
  'staged',
  'stagedUnseen',
  'marks',
  'deletionMarks',
  'clearedMarks',
  'deferredMarks',
  'failedMarks',
  'holds',
  'releases',
  'conflicts',
  'closedConflicts',
  'noteChanges',
  'log',
  'droppedCursors',
  'cursors',
] as const satisfies readonly (keyof StoreChanges)[];

/** Writes what there is to write. The caller holds the transaction. */
export async function writeInOrder(writers: Writers, target: Target, changes: Partial<StoreChanges>): Promise<News> {
  const held: string[] = [];
  let conflicts = 0;
  for (const kind of ORDER) {
    const some = changes[kind];
    if (!some || (Array.isArray(some) && some.length === 0)) continue;
    const news = await (writers[kind] as (target: Target, changes: unknown) => Promise<Partial<News> | void>)(target, some);
    held.push(...(news?.held ?? []));
    conflicts += news?.conflicts ?? 0;
  }
  return { held, conflicts };
}

/** Of several changes of one link, the later go over the earlier. */
export function onceEach(all: StoreChanges['linkChanges']): StoreChanges['linkChanges'] {
  const merged = new Map<number, StoreChanges['linkChanges'][number]['changes']>();
  for (const { id, changes } of all) merged.set(id, { ...merged.get(id), ...changes });
  return [...merged].map(([id, changes]) => ({ id, changes }));
}
