import type { Resource } from '../../../src/contracts';
import { type Because, because, type ReasonCode } from '../../../src/contracts/reasons';
import type { Home } from '../../../src/homes/home';
import { settingsOfResource } from '../../../src/settings/of-resource';
import { entryId } from '../../../src/sync/entry-id';
import { homeSays } from '../../../src/sync/home-row';
import type { Accounts } from '../accounts';
import type { SettingsOfUser } from '../engine/dependencies';
import { type Row } from '../host/rows';
import type { Sql } from '../host/sql';
import type { LocalItems, SyncStore } from '../storage/port';
import { targetOf } from '../storage/sql/keys';
import { tables } from '../storage/sql/models';
import type { ExplainDeps, FoundEntry } from './explain-entry';

interface Deps {
  readonly sql: Sql;
  readonly store: SyncStore;
  readonly homes: () => readonly Home[];
  /** Locales in which this content type has the document. */
  readonly localesOf: (uid: string, documentId: string) => Promise<readonly string[]>;
  readonly entries: (resource: Resource, timeZone: string) => LocalItems;
  readonly settings: (user: string) => Promise<SettingsOfUser>;
  readonly accounts: Pick<Accounts, 'status'>;
}

export function createExplainDeps(deps: Deps): ExplainDeps {
  return {
    store: deps.store,
    entryOf: (uid, documentId) =>
      findEntry(
        deps,
        deps.homes().filter((home) => home.uid === uid),
        documentId,
      ),
    resourceOf: (uid) => deps.homes().find((home) => home.uid === uid)?.resource ?? null,
    exceptionsOf: async ({ resource, id, user }) => {
      const parts = await deps.entries(resource, 'UTC').partsOf([id]);
      return parts.flatMap(({ owner, row }) => (owner === user ? [row] : []));
    },
    settingsOf: async ({ user, resource }) => settingsOfResource(resource, (await deps.settings(user)).values),
    timeZoneOf: async ({ user }) => (await deps.accounts.status({ user })).mailbox?.timeZone ?? 'UTC',
    async obstacleOf({ user, resource }) {
      if (!(await deps.settings(user)).isOn(resource)) return 'switched-off';
      const { state, reason } = await deps.accounts.status({ user });
      if (reason === 'user-blocked') return reason;
      return state === 'not-connected' ? 'not-connected' : null;
    },
  };
}

/** Of several homes in one content type, that in which it takes part; else that in which it was, or could be. */
async function findEntry({ sql, entries, localesOf }: Deps, homes: readonly Home[], documentId: string): Promise<FoundEntry | null> {
  const ids = homes.map(({ name }) => entryId({ home: name, documentId }));
  const people = new Map(
    (await sql.run<Row[]>((from) => from(tables.links).whereIn('document_id', ids).select('document_id', 'target_key'))).map((row) => [
      String(row['document_id']),
      targetOf(String(row['target_key'])).user,
    ]),
  );
  let found: FoundEntry | null = null;
  for (const [at, { resource, occurrenceDays }] of homes.entries()) {
    const id = ids[at] ?? '';
    const row = (await entries(resource, 'UTC').read([id])).get(id);
    const user = row?.owner ?? people.get(id) ?? null;
    if (row && row.standing === undefined)
      return { resource, id, user: row.owner, isThere: true, apart: null, row: row.row, occurrenceDays };
    const apart = row ? (homeSays(row.row)?.apart ?? OF_ANOTHER_KIND) : null;
    if (!found || people.has(id)) found = { resource, id, user, isThere: row !== undefined, apart, row: row?.row ?? null, occurrenceDays };
  }
  if (!found || found.isThere || found.user !== null) return found;
  const [locale] = homes.flatMap((home) => home.locale ?? []);
  const others = locale === undefined ? [] : await localesOf(homes[0]?.uid ?? '', documentId);
  return others.length === 0 ? found : { ...found, isThere: true, apart: inOtherLanguages(others, locale ?? '') };
}

const inOtherLanguages = (locales: readonly string[], locale: string): Because => because('apart-in-other-languages', { locales, locale });

const OF_ANOTHER_KIND = 'apart-by-mapping' satisfies ReasonCode;
