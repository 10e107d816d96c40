import type { Core, UID } from '@strapi/types';
import { RESOURCES } from '../../../src/contracts';
import { keyOfOrganization } from '../application';
import type { Sql } from '../host/sql';
import { isBusy } from '../storage/store-busy';
import { targetKey } from '../storage/sql/keys';
import { tables } from '../storage/sql/models';
import { chunks } from '../host/rows';

export interface CleanUpDeps {
  readonly sql: Sql;
  readonly host: { readonly user: string; readonly organization: string };
  readonly tableOf: (uid: string) => string;
}
type Event = Parameters<Extract<Parameters<Core.Strapi['db']['lifecycles']['subscribe']>[0], (event: never) => unknown>>[0];

/** What is kept of a person beside their targets, by `user_id`. */
export const ofPeople = ['mailbox', 'mailbox-change', 'account', 'sign-in', 'user-setting'].map((name) => `plugin::microsoft-sync.${name}`);

const CHUNK = 100;
const MOST_ATTEMPTS = 5;
const STATE = 'microsoft-sync.leaving';

/**
 * Who leaves the host leaves nothing behind: neither tokens nor settings. Deletions are seen where every one of them passes, in the database
 * layer, whoever asks for them; where the deletion is part of a transaction, so is this.
 */
export function cleanUpAfterDeletions(strapi: Core.Strapi, deps: CleanUpDeps): () => void {
  const removers = new Map([
    [deps.host.user, (ids: readonly string[]) => removeUsers(deps, ids)],
    [deps.host.organization, (ids: readonly string[]) => removeOrganizations(deps, ids)],
  ]);
  return strapi.db.lifecycles.subscribe(async (event: Event) => {
    const remove = removers.get(event.model.uid);
    if (!remove) return;
    // Afterwards a bulk deletion names nobody: note beforehand whom it is about.
    if (event.action === 'beforeDelete' || event.action === 'beforeDeleteMany') event.state[STATE] = await documentIdsOf(strapi, event);
    else if (event.action === 'afterDelete' || event.action === 'afterDeleteMany') {
      // Publishing deletes rows too, and so does taking away one language: only a document of which no row is left is gone.
      const gone = await withoutRows(strapi, event.model.uid, (event.state[STATE] as string[] | undefined) ?? []);
      for (const part of chunks(gone, CHUNK)) await untilDone(deps.sql, () => remove(part));
    }
  });
}

/**
 * A run that is under way holds rows of theirs, and wants the target's at its end: we hold that one, and the database lets one of the two go. It may
 * be us, whom nobody would try again.
 */
async function untilDone(sql: Sql, remove: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await sql.attempt(remove);
    } catch (error) {
      const isWhole = !sql.isInTransaction() || sql.client === 'postgres'; // elsewhere a deadlock ends all of an open transaction
      if (!isBusy(error) || !isWhole || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function documentIdsOf(strapi: Core.Strapi, { model, params }: Event): Promise<string[]> {
  const { where, filters, _q } = params as { where?: object; filters?: object; _q?: string };
  const asked = { ...(where ? { where } : {}), ...(filters ? { filters } : {}), ...(_q ? { _q } : {}) };
  const rows = await strapi.db.query(model.uid as UID.Schema).findMany({ select: ['id', 'documentId'], ...asked });
  return [...new Set(rows.map((row) => String(row['documentId'])))];
}

async function withoutRows(strapi: Core.Strapi, uid: string, documentIds: readonly string[]): Promise<string[]> {
  const left = new Set<string>();
  for (const part of chunks(documentIds, CHUNK))
    for (const row of await strapi.db
      .query(uid as UID.Schema)
      .findMany({ select: ['id', 'documentId'], where: { documentId: { $in: part } } }))
      left.add(String(row['documentId']));
  return documentIds.filter((id) => !left.has(id));
}

/**
 * The target goes first: with it a run that is under way loses its lease, and writes no more. What it has written in a transaction that is not
 * committed yet is waited for there, and found by the statements that follow.
 */
export async function removeUsers({ sql, tableOf }: CleanUpDeps, users: readonly string[]): Promise<void> {
  const keys = users.flatMap((user) => RESOURCES.map((resource) => targetKey({ user, resource })));
  const { targets, cursors, links, marks, held, conflicts, decisions, runs, adoptions, subscriptions } = tables;
  for (const table of [targets, cursors, links, marks, held, conflicts, decisions, runs, adoptions, subscriptions])
    await sql.run((from) => from(table).whereIn('target_key', keys).delete());
  for (const table of ofPeople.map(tableOf))
    await sql.run((from) =>
      from(table)
        .whereIn('user_id', [...users])
        .delete(),
    );
}

export async function removeOrganizations({ sql, tableOf }: CleanUpDeps, organizations: readonly string[]): Promise<void> {
  const settings = tableOf('plugin::microsoft-sync.organization-setting');
  await sql.run((from) =>
    from(settings)
      .whereIn('organization_id', [...organizations])
      .delete(),
  );
  const applications = tableOf('plugin::microsoft-sync.application');
  await sql.run((from) => from(applications).whereIn('key', organizations.map(keyOfOrganization)).delete());
}
