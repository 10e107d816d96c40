import { because, type ReasonCode } from '../../../../src/contracts/reasons';
import { grouped } from '../../../../src/canonical/grouped';
import { documentIdOf } from '../../../../src/sync/entry-id';
import { databaseCause } from '../../causes/database';
import { HostRefusal } from '../../storage/host-refusal';
import type { Target } from '../../storage/port';
import type { LinkedEntry, Place } from '../../storage/sql/adoptions';
import { targetKey } from '../../storage/sql/keys';
import { withLease } from '../lease/borrow-target';
import type { Lease } from '../lease/port';
import { type AdoptDeps, type Homes, NotMoved, type Opened } from './dependencies';
import { moveUnit, readUnit, type Unit } from './move-unit';

export interface Adopting extends Homes {
  readonly user?: string;
  /** Only entries that have come from the home that they are to go to. */
  readonly onlyBack: boolean;
  readonly isDry: boolean;
}
export interface Stayed {
  readonly target: Target;
  readonly documentId: string;
  readonly title: string;
  readonly why: string;
}
export interface AdoptStep {
  readonly moved: number;
  readonly stayed: readonly Stayed[];
  /** Where the next step begins; null: there is nothing more. */
  readonly next: Place | null;
}
/** Entries of one step: of one person, one transaction. */
const CHUNK = 50;
const WAIT_MS = 10_000;

/**
 * The next entries, each as it is found then: a step that was committed stays so, and whoever begins anew finds what is left. Under the lease of
 * the person whose entries they are, so that no run sees half of it.
 */
export async function adoptStep(deps: AdoptDeps, adopting: Adopting, after: Place | null): Promise<AdoptStep> {
  const linked = await deps.adoptions.linked(entriesOf(adopting), after, CHUNK);
  const last = linked.at(-1);
  if (!last) return { moved: 0, stayed: [], next: null };
  let moved = 0;
  const stayed: Stayed[] = [];
  for (const [, entries] of grouped(linked.map((entry) => [targetKey(entry.target), entry] as const))) {
    const done = await ofPerson(deps, adopting, entries);
    moved += done.moved;
    stayed.push(...done.stayed);
  }
  return { moved, stayed, next: { target: targetKey(last.target), link: last.link } };
}

export const entriesOf = ({ from, to, user, onlyBack }: Adopting) => ({
  resource: from.resource,
  home: from.name,
  ...(user === undefined ? {} : { user }),
  ...(onlyBack ? { cameFrom: to.name } : {}),
});

type Done = Pick<AdoptStep, 'moved' | 'stayed'>;

async function ofPerson(deps: AdoptDeps, adopting: Adopting, entries: readonly LinkedEntry[]): Promise<Done> {
  const [first] = entries;
  if (!first) return { moved: 0, stayed: [] };
  const { target } = first;
  const opened = await deps.open(target, adopting);
  const collections = new Map((await deps.store.cursors(target)).map(({ collection }) => [collection.id, collection.name]));
  const ids = entries.map(({ id }) => id);
  const work = (lease: Lease | null): Promise<Done> =>
    opened.unasked(() => moveTogether(deps, { opened, target, collections, lease, isDry: adopting.isDry }, ids));
  if (adopting.isDry) return work(null);
  const done = await withLease(deps.leases, target, { waitMs: WAIT_MS, after: 'as-before' }, work);
  const why = 'stays-run-under-way' satisfies ReasonCode;
  return done?.result ?? { moved: 0, stayed: entries.map(({ id }) => ({ target, documentId: documentIdOf(id), title: '', why })) };
}

interface Mover {
  readonly opened: Opened;
  readonly target: Target;
  readonly collections: ReadonlyMap<string, string>;
  readonly lease: Lease | null;
  readonly isDry: boolean;
}

/** All in one transaction; where one of them is refused, nothing is half done, and each gets one of its own. */
async function moveTogether(deps: AdoptDeps, mover: Mover, ids: readonly string[]): Promise<Done> {
  try {
    if (!mover.isDry) return { moved: await moveAll(deps, mover, ids), stayed: [] };
  } catch (error) {
    whyNot(error);
  }
  let moved = 0;
  const stayed: Stayed[] = [];
  for (const id of ids)
    try {
      moved += await moveAll(deps, mover, [id]);
    } catch (error) {
      const why = whyNot(error);
      stayed.push({ target: mover.target, documentId: documentIdOf(id), title: await titleOf(deps, mover, id), why });
    }
  return { moved, stayed };
}

async function moveAll(deps: AdoptDeps, mover: Mover, ids: readonly string[]): Promise<number> {
  const { opened, target, lease, collections, isDry } = mover;
  const read = async (): Promise<Unit[]> => {
    const units: Unit[] = [];
    for (const id of ids) {
      const unit = await readUnit(deps, opened, target, id);
      if (unit) units.push(unit);
    }
    return units;
  };
  const move = async (units: readonly Unit[]): Promise<number> => {
    let moved = 0;
    for (const unit of units) {
      const collectionName = collections.get(unit.entries[0]?.link?.collection ?? '') ?? null;
      moved += await moveUnit(deps, opened, { target, unit, collectionName, isDry });
    }
    return moved;
  };
  if (lease === null) return move(await read());
  const before = deps.sql.client === 'sqlite' ? [] : await read(); // there one lock is for all
  const rows = await opened.from.lockable(before.flatMap(({ entries }) => entries.map(({ row }) => documentIdOf(row.documentId))));
  return deps.store.transaction(async () => {
    await opened.from.lock(rows);
    const moved = await move(await read());
    await deps.leases.renew(lease);
    return moved;
  });
}

async function titleOf(deps: AdoptDeps, { opened, target }: Mover, id: string): Promise<string> {
  const reading = await readUnit(deps, opened, target, id);
  const row = reading?.entries[0]?.row;
  const item = row && opened.resource.definition.readStrapi(row.row);
  return item?.kind === 'item' ? opened.resource.definition.title(item.values) : '';
}

/** What somebody can mend; anything else ends the step. */
function whyNot(error: unknown): string {
  if (error instanceof NotMoved) return error.reason;
  if (error instanceof HostRefusal) return because('stays-refused', { why: error.message });
  const cause = databaseCause(error);
  if (cause?.cause !== 'refused') throw error;
  return cause.message;
}
