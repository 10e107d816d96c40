import { because } from '../../../../src/contracts/reasons';
import type { RemoteReading } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { HostRefusal } from '../../storage/host-refusal';
import { StoreBusy } from '../../storage/store-busy';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { refusalNote } from '../changes/refused';
import { withRowsLocked } from '../changes/transaction';
import { type RunContext, RunStopped } from '../context';
import { allSeriesOfDates } from '../occurrences/all-series';
import { completeSome } from './complete-days';
import { isNew } from './follow-series';
import { type Identified, idsOf, type Page } from './page';
import { type PlannedPage, planPage } from './plan-page';
import { takeSeriesOut } from './series-of-dates';

/** What belongs to a page beside its items, and is committed with them: where reading goes on, what is to be asked for, what was proven. */
type WithPage = Partial<Pick<ChangeSet, 'cursors' | 'staged' | 'stagedUnseen' | 'linkChanges'>> & {
  /** Of the items, as they were read a moment ago. */
  readonly links?: Identified['links'] | undefined;
};

/**
 * Takes a page into Strapi, and what belongs to it, in one transaction. Where the page as a whole is refused, by a hook of the host or by the
 * database, it is taken item by item, and only the culprit is held.
 */
export async function commitPage(run: RunContext, page: Page, withPage: WithPage = {}): Promise<CommittedPage> {
  try {
    return await inTransaction(run, page, withPage);
  } catch (error) {
    if (error instanceof RunStopped || error instanceof StoreBusy || page.readings.length === 0) throw error;
    const alone: CommittedPage[] = [];
    const { series, others } = await apartFromEachOther(run, page);
    for (const readings of others) alone.push(await commitAlone(run, page, readings));
    for (const readings of series) alone.push(await commitSeries(run, page, readings));
    await inTransaction(run, { ...page, readings: [] }, withPage);
    return {
      listed: new Set(alone.flatMap(({ listed }) => [...listed])),
      unlisted: new Set(alone.flatMap(({ unlisted }) => [...unlisted])),
      keptParts: alone.flatMap(({ keptParts }) => keptParts),
    };
  }
}

export type CommittedPage = Omit<PlannedPage, 'changes'>;
const nothingFound: CommittedPage = { listed: new Set(), unlisted: new Set(), keptParts: [] };

/** Series whose dates have entries are taken each with its exceptions, everything else by itself. */
async function apartFromEachOther(run: RunContext, page: Page): Promise<{ series: RemoteReading[][]; others: RemoteReading[][] }> {
  const links = await run.store.linksByMicrosoftId(run.target, idsOf(page.readings));
  const { series, others } = await takeSeriesOut(run, { readings: page.readings, links, page });
  return { series: series.map(({ reading, exceptions }) => [reading, ...exceptions.values()]), others: others.map((one) => [one]) };
}

/** The host refuses an entry of one of its dates: the series is taken without new ones, then those one by one. */
async function commitSeries(run: RunContext, page: Page, readings: readonly RemoteReading[]): Promise<CommittedPage> {
  try {
    return await inTransaction(run, { ...page, readings }, {});
  } catch (error) {
    if (!(error instanceof HostRefusal)) return commitAlone(run, page, readings);
    const taken = await commitAlone(run, { ...page, isWithoutNewDates: true }, readings);
    const links = await run.store.linksByMicrosoftId(run.target, [readings[0]?.microsoftId ?? '']);
    await completeSome(run, [...links.values()].filter(({ occurrence }) => occurrence === 'series')); // prettier-ignore
    return taken;
  }
}

async function commitAlone(run: RunContext, page: Page, readings: readonly RemoteReading[]): Promise<CommittedPage> {
  const [reading] = readings;
  if (!reading) return nothingFound;
  try {
    return await inTransaction(run, { ...page, readings }, {});
  } catch (error) {
    if (error instanceof RunStopped || error instanceof StoreBusy || reading.microsoftId === null) throw error;
    const title = reading.kind === 'item' ? run.resource.definition.title(reading.values) : '';
    const note =
      error instanceof HostRefusal
        ? refusalNote(error.message, 'refused-incoming', error.code)
        : ({
            code: 'invalid-value',
            side: 'strapi',
            fields: [],
            message: because('refused-by-strapi', { why: reasonOf(error) }),
          } as const);
    const changes = newChangeSet();
    changes.holds.push({ of: { item: reading.microsoftId, title }, note });
    await commit(run, changes);
    return nothingFound;
  }
}

async function inTransaction(run: RunContext, page: Page, withPage: WithPage): Promise<CommittedPage> {
  const ids = idsOf(page.readings);
  const links = ids.length > 0 ? await linksOf(run, ids, withPage) : new Map<string, StoredLink>();
  const series = [...links.values()].flatMap(({ occurrence, microsoftId }) => (occurrence === 'series' && microsoftId) || []);
  const dates = series.length > 0 ? await run.store.linksOfParts(run.target, [...series, ...(await whatMayFollow(run, links))]) : [];
  const documentIds = [...links.values(), ...dates].flatMap(({ documentId }) => documentId ?? []);
  return withRowsLocked(run, documentIds, async () => {
    // Nobody else makes links for this target, so those of a page without any need not be read again behind the lock.
    const now = links.size > 0 ? await run.store.linksByMicrosoftId(run.target, ids) : links;
    const { changes, ...found } = page.readings.length > 0 ? await planPage(run, page, now) : { changes: newChangeSet(), ...nothingFound };
    await commit(run, {
      ...changes,
      cursors: withPage.cursors ?? [],
      staged: [...changes.staged, ...(withPage.staged ?? [])],
      stagedUnseen: withPage.stagedUnseen ?? null,
      linkChanges: [...changes.linkChanges, ...(withPage.linkChanges ?? [])],
    });
    return found;
  });
}

async function linksOf(run: RunContext, ids: readonly string[], { links }: WithPage): Promise<ReadonlyMap<string, StoredLink>> {
  if (!links) return run.store.linksByMicrosoftId(run.target, ids);
  return new Map(ids.flatMap((id) => { const link = links.get(id); return link ? [[id, link] as const] : []; })); // prettier-ignore
}

/** Of series that were ended early: those whose entries may give way to theirs. */
async function whatMayFollow(run: RunContext, links: ReadonlyMap<string, StoredLink>): Promise<string[]> {
  if (![...links.values()].some(({ facts }) => facts.earlyEnd)) return [];
  return (await allSeriesOfDates(run)).flatMap((one) => (isNew(run, one) ? (one.microsoftId ?? []) : []));
}

/** A database's words could hold the values of a row. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
