import type { Core } from '@strapi/types';
import { hashKey } from '../../server/src/storage/sql/keys';
import { addressKey } from '../../server/src/mailboxes/address';
import { cost } from './count';
import { personAt } from './people';
import type { Figure } from './scenarios';
import { openSite } from './site';

const ACCOUNTS = 1_000;
const IDLE = 10_000;

/** Many accounts: all of them due and nothing changed, then ten thousand targets of which none is due. */
export async function measureAccounts(): Promise<Figure[]> {
  const site = await openSite({ people: ACCOUNTS, connected: 0, config: { scheduler: { enabled: true, tickSeconds: 1 } } });
  const { strapi } = site;
  const knex = strapi.db.connection;
  try {
    await site.services.application.write({ mode: 'application' });
    await addAccounts(strapi, ACCOUNTS);
    const targets = knex('microsoft_sync_targets');
    const allDone = async (since: number) => {
      for (;;) {
        const [left] = await knex('microsoft_sync_targets')
          .where((open) => void open.whereNull('last_sync_at').orWhere('last_sync_at', '<', since))
          .count({ n: '*' });
        if (Number(left?.['n']) === 0) return;
        const [other] = await knex('microsoft_sync_runs').whereNotIn('outcome', ['nothing-to-do', 'completed']).limit(1).select('report');
        if (other) throw new Error(`a run ended otherwise: ${String(other['report'])}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    await allDone(0); // first runs, which read everything
    await knex('microsoft_sync_targets').update({ next_run_at: Date.now() });
    await allDone(Date.now()); // runs that find nothing, and begin the row for such
    const before = Date.now();
    await knex('microsoft_sync_targets').update({ next_run_at: before });
    const startedAt = performance.now();
    await allDone(before);
    const perSecond = Math.round((ACCOUNTS * 1000) / (performance.now() - startedAt));

    await targets.clone().delete();
    await knex.transaction(async (transaction) => {
      for (let from = 0; from < IDLE; from += 100)
        await transaction('microsoft_sync_targets').insert(
          Array.from({ length: 100 }, (_, at) => ({
            target_key: `idle${from + at}|calendar`,
            user_id: `idle${from + at}`,
            resource: 'calendar',
            attempts: 0,
            next_run_at: Date.now() + 3_600_000,
          })),
        );
    });
    const ticks = await cost(strapi, () => new Promise((resolve) => setTimeout(resolve, 5_000)));
    return [
      { name: `${ACCOUNTS} accounts due, nothing changed: accounts a second`, value: perSecond, least: 100 },
      { name: `${IDLE} accounts, nothing due: statements a tick`, value: Math.round(ticks.statements / 5), most: 1 },
    ];
  } finally {
    await site.close();
  }
}

export const idAt = (at: number): string => `person${String(at).padStart(18, '0')}`;

/** Written past the sign-in, whose cryptography would take minutes; in application mode one token serves all. */
export async function addAccounts(strapi: Core.Strapi, many: number): Promise<void> {
  const knex = strapi.db.connection;
  const id = idAt;
  const now = Date.now();
  await knex.transaction(async (transaction) => {
    for (let from = 0; from < many; from += 50) {
      const part = Array.from({ length: Math.min(50, many - from) }, (_, at) => from + at);
      await transaction('admin_users').insert(
        part.map((at) => ({
          document_id: id(at),
          firstname: 'Person',
          lastname: String(at),
          email: personAt(at).address,
          password: 'x',
          is_active: true,
          blocked: false,
          created_at: new Date(now),
        })),
      );
      await transaction('microsoft_sync_accounts').insert(
        part.map((at) => ({
          user_id: id(at),
          mode: 'application',
          mailbox_address: personAt(at).address,
          mailbox_id: personAt(at).address,
          assigned_address: personAt(at).address,
          scopes: '',
          token_version: 1,
          connected_at: now,
          last_succeeded_at: now,
        })),
      );
      await transaction('microsoft_sync_mailboxes').insert(
        part.map((at) => ({
          user_id: id(at),
          address: personAt(at).address,
          address_key: addressKey(personAt(at).address),
          how: 'plugin',
          assigned_at: now,
        })),
      );
      await transaction('microsoft_sync_targets').insert(
        part.flatMap((at) =>
          (['calendar', 'tasks'] as const).map((resource) => ({
            target_key: `${id(at)}|${resource}`,
            user_id: id(at),
            resource,
            attempts: 0,
            next_run_at: now,
          })),
        ),
      );
    }
  });
}

/** What the first run of the first person has left is put beside everybody's, of so many: first runs are not what is measured. */
export async function copyFirst(strapi: Core.Strapi, many: number): Promise<void> {
  const knex = strapi.db.connection;
  const ofFirst = (table: string) => knex(table).where('target_key', 'like', `${idAt(0)}|%`);
  const columns = ['settings_key', 'mailbox', 'last_sync_at', 'occurrence_days', 'problem'] as const;
  const targets = (await ofFirst('microsoft_sync_targets')) as Record<string, unknown>[];
  const cursors = (await ofFirst('microsoft_sync_cursors')) as Record<string, unknown>[];
  for (const target of targets) {
    const known = Object.fromEntries(columns.map((name) => [name, target[name]]));
    await knex('microsoft_sync_targets')
      .where({ resource: target['resource'] })
      .whereNot({ user_id: idAt(0) })
      .update({
        ...known,
        mailbox: knex.raw('(select mailbox_id from microsoft_sync_accounts a where a.user_id = microsoft_sync_targets.user_id)'),
      });
  }
  const cursorsOf = (at: number) =>
    cursors.map(({ id: _, ...cursor }) => {
      const own = Object.fromEntries(Object.entries(cursor).map(([name, value]) => [name, ofPerson(value, at)]));
      const key = String(cursor['target_key']).replace(idAt(0), idAt(at));
      return { ...own, target_key: key, cursor_key: hashKey(key, String(cursor['collection'])) };
    });
  await knex.transaction(async (transaction) => {
    for (let from = 1; from < many; from += 50) {
      const part = Array.from({ length: Math.min(50, many - from) }, (_, at) => from + at);
      await transaction('microsoft_sync_cursors').insert(part.flatMap(cursorsOf));
    }
  });
}

/** Whose mailbox a link to the changes leads to stands in it. */
function ofPerson(value: unknown, at: number): unknown {
  if (typeof value !== 'string') return value;
  const [first, own] = [personAt(0).address, personAt(at).address];
  return value.replaceAll(first, own).replaceAll(encodeURIComponent(first), encodeURIComponent(own));
}
