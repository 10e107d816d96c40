import type { RemoteReading } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import { StoreBusy } from '../../storage/store-busy';
import { applyPage } from './plan-page';
import { idsOf, type Page } from './page';
import { type RunContext, RunStopped } from '../context';
import { withRowsLocked } from '../changes/with-rows-locked';

/**
 * Takes a page into Strapi, and what belongs to it (`finish`: the cursor), in one transaction. Where the page as a whole is refused, by a
 * hook of the host or by the database, it is taken item by item, and only the culprit is held.
 */
export async function takeIn(run: RunContext, page: Page, finish: () => Promise<void>): Promise<void> {
  try {
    await inTransaction(run, page, finish);
  } catch (error) {
    if (error instanceof RunStopped || error instanceof StoreBusy || page.readings.length === 0) throw error;
    for (const reading of page.readings) await takeInAlone(run, page, reading);
    await inTransaction(run, { ...page, readings: [] }, finish);
  }
}

async function takeInAlone(run: RunContext, page: Page, reading: RemoteReading): Promise<void> {
  try {
    await inTransaction(run, { ...page, readings: [reading] }, async () => undefined);
  } catch (error) {
    if (error instanceof RunStopped || error instanceof StoreBusy || reading.microsoftId === null) throw error;
    const title = reading.kind === 'item' ? run.places.definition.title(reading.values) : '';
    const message = `Strapi refused this item (${reasonOf(error)}). It is tried again when it changes in Microsoft.`;
    const isNew = await run.store.hold(
      run.target,
      { item: reading.microsoftId, title },
      { code: 'invalid-value', side: 'strapi', fields: [], message },
    );
    if (isNew) run.tally.held += 1;
  }
}

async function inTransaction(run: RunContext, page: Page, finish: () => Promise<void>): Promise<void> {
  const ids = idsOf(page.readings);
  const links = ids.length > 0 ? await run.store.linksByMicrosoftId(run.target, ids) : new Map<string, StoredLink>();
  const documentIds = [...links.values()].flatMap(({ documentId }) => documentId ?? []);
  const counted = structuredClone(run.tally);
  try {
    await withRowsLocked(run, documentIds, async () => {
      // Nobody else makes links for this target, so those of a page without any need not be read again behind the lock.
      if (page.readings.length > 0)
        await applyPage(run, page, links.size > 0 ? await run.store.linksByMicrosoftId(run.target, ids) : links);
      await finish();
    });
  } catch (error) {
    Object.assign(run.tally, counted); // what was rolled back was not done
    throw error;
  }
}

/** A validation's own words help; a database's could hold the values of a row. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.name === 'ValidationError' ? error.message.slice(0, 200) : error.name) : 'unknown error';
