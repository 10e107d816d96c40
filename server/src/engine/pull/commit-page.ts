import type { RemoteReading } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { HostRefusal } from '../../storage/host-refusal';
import { StoreBusy } from '../../storage/store-busy';
import { type ChangeSet, newChangeSet } from '../changes/change-set';
import { commit } from '../changes/commit';
import { refusalNote } from '../changes/refused';
import { withRowsLocked } from '../changes/transaction';
import { type RunContext, RunStopped } from '../context';
import { idsOf, type Page } from './page';
import { type PlannedPage, planPage } from './plan-page';

/** What belongs to a page beside its items, and is committed with them: where reading goes on, what is to be asked for, what was proven. */
type WithPage = Partial<Pick<ChangeSet, 'cursors' | 'staged' | 'stagedUnseen' | 'linkChanges'>>;

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
    for (const reading of page.readings) alone.push(await commitAlone(run, page, reading));
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

async function commitAlone(run: RunContext, page: Page, reading: RemoteReading): Promise<CommittedPage> {
  try {
    return await inTransaction(run, { ...page, readings: [reading] }, {});
  } catch (error) {
    if (error instanceof RunStopped || error instanceof StoreBusy || reading.microsoftId === null) throw error;
    const title = reading.kind === 'item' ? run.resource.definition.title(reading.values) : '';
    const note =
      error instanceof HostRefusal
        ? refusalNote(error.message, 'It is tried again when it changes in Microsoft.')
        : ({
            code: 'invalid-value',
            side: 'strapi',
            fields: [],
            message: `Strapi refused this item (${reasonOf(error)}). It is tried again when it changes in Microsoft.`,
          } as const);
    const changes = newChangeSet();
    changes.holds.push({ of: { item: reading.microsoftId, title }, note });
    await commit(run, changes);
    return nothingFound;
  }
}

async function inTransaction(run: RunContext, page: Page, withPage: WithPage): Promise<CommittedPage> {
  const ids = idsOf(page.readings);
  const links = ids.length > 0 ? await run.store.linksByMicrosoftId(run.target, ids) : new Map<string, StoredLink>();
  const series = [...links.values()].flatMap(({ occurrence, microsoftId }) => (occurrence === 'series' && microsoftId) || []);
  const dates = series.length > 0 ? await run.store.linksOfParts(run.target, series) : [];
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

/** A database's words could hold the values of a row. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
