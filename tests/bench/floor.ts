import type { Resource } from '../../src/contracts';
import { EVENT, TASK } from '../support';
import type { Site } from './site';

const CHUNK = 100;
type Row = Record<string, unknown>;

/**
 * What the import of this person cannot do without: their pages are downloaded again, and the very rows that the import has made (entry,
 * owner, link) are taken out and inserted by knex, a transaction for each page.
 */
export async function importFloor(site: Site, of: { user: string; resource: Resource }): Promise<{ milliseconds: number; pages: number }> {
  const { strapi } = site;
  const knex = strapi.db.connection;
  const { tableName, attributes } = strapi.db.metadata.get(of.resource === 'calendar' ? EVENT : TASK) as unknown as {
    tableName: string;
    attributes: { owner: { joinTable: { name: string; joinColumn: { name: string } } } };
  };
  const { name: owners, joinColumn } = attributes.owner.joinTable;
  const links: Row[] = await knex('microsoft_sync_links')
    .where({ target_key: `${of.user}|${of.resource}` })
    .orderBy('id');
  const mine = new Set(links.map((link) => link['document_id']));
  const rows = ((await knex(tableName).orderBy('id')) as Row[]).filter((row) => mine.has(row['document_id']));
  const ids = new Set(rows.map(({ id }) => id));
  const ownerRows = ((await knex(owners).orderBy('id')) as Row[]).filter((row) => ids.has(row[joinColumn.name]));
  await inParts(
    rows.map(({ id }) => id),
    (part) =>
      knex(owners)
        .whereIn(joinColumn.name, part as never)
        .delete(),
  );
  await inParts(
    rows.map(({ id }) => id),
    (part) =>
      knex(tableName)
        .whereIn('id', part as never)
        .delete(),
  );
  await inParts(
    links.map(({ id }) => id),
    (part) =>
      knex('microsoft_sync_links')
        .whereIn('id', part as never)
        .delete(),
  );

  const mailbox = await mailboxOf(site, of);
  const startedAt = performance.now();
  let at = 0;
  let pages = 0;
  for (let address: string | undefined = mailbox.firstPage; address !== undefined;) {
    const response = await fetch(address, { headers: mailbox.headers });
    const page = (await response.json()) as { value: unknown[]; '@odata.nextLink'?: string };
    const until = at + page.value.length;
    await knex.transaction(async (transaction) => {
      const insert = async (table: string, all: readonly Row[]) => {
        for (let from = at; from < until; from += CHUNK) {
          const part = all.slice(from, Math.min(until, from + CHUNK));
          if (part.length > 0) await transaction(table).insert(part);
        }
      };
      await insert(tableName, rows);
      await insert(owners, ownerRows);
      await insert('microsoft_sync_links', links);
    });
    at = until;
    pages += 1;
    address = page['@odata.nextLink'];
  }
  const milliseconds = performance.now() - startedAt;
  if (at !== rows.length) throw new Error(`the floor has ${at} items and the import ${rows.length}`);
  return { milliseconds, pages };
}

async function inParts(ids: readonly unknown[], work: (part: unknown[]) => PromiseLike<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += 500) await work(ids.slice(from, from + 500));
}

/** The first page as the plugin asks for it, with a token of the plugin's. */
async function mailboxOf(site: Site, { user, resource }: { user: string; resource: Resource }) {
  const client = await site.services.accounts.graph({ user });
  let authorization = '';
  const given = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    authorization = new Headers(init?.headers).get('authorization') ?? '';
    return given(input, init);
  };
  try {
    await client.api('/me').get();
  } finally {
    globalThis.fetch = given;
  }
  const cursor = await site.strapi.db
    .connection('microsoft_sync_cursors')
    .where({ target_key: `${user}|${resource}` })
    .first();
  const path =
    resource === 'calendar'
      ? `calendarView/delta?startDateTime=${encodeURIComponent(cursor.window_start)}&endDateTime=${encodeURIComponent(cursor.window_end)}`
      : `todo/lists/${encodeURIComponent(cursor.collection)}/tasks/delta?$expand=linkedResources`;
  const headers = {
    authorization,
    Prefer: 'outlook.body-content-type="text", outlook.timezone="UTC", odata.maxpagesize=200, IdType="ImmutableId"',
  };
  return { firstPage: `${site.sandbox.origin}/v1.0/me/${path}`, headers };
}
