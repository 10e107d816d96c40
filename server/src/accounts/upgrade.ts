import type { Core } from '@strapi/types';
import type { AccountStore } from './store';
import type { Application } from '../application';
import type { Sql } from '../host/sql';
import { action } from '../permissions';
import type { Organizations } from '../settings/organizations';
import type { Row } from '../host/rows';
import { addressOf, sameAddress } from '../mailboxes/address';
import { mailboxTables } from '../mailboxes/models';
import type { MailboxStore } from '../mailboxes/store';
import type { UserType } from '../mailboxes/who-writes';

export interface UpgradeDeps {
  readonly strapi: Core.Strapi;
  readonly sql: Sql;
  readonly store: MailboxStore;
  readonly accounts: Pick<AccountStore, 'update'>;
  readonly application: Pick<Application, 'overview'>;
  readonly organizations: Pick<Organizations, 'ofMany'>;
  readonly userType: UserType;
  readonly now: () => Promise<number>;
}
interface Old {
  readonly user: string;
  readonly address: string | null;
  readonly mode: string;
}

const MOST_IDS = 100;
const MESSAGE =
  'This connection was made before mailboxes were assigned, by an address that its holder can change. It goes on once somebody with the right to manage Microsoft accounts has assigned the mailbox under Settings → Microsoft 365 → Mailboxes.';

/**
 * Connections of application mode that are older than assignments followed from the profile's address, which its holder can edit. Those that
 * only an administrator can have made go on, as assigned; the rest wait for somebody's word. Each is judged once: what was noted about a
 * person, whatever it is, is left alone.
 */
export async function takeOverConnections(deps: UpgradeDeps): Promise<{ kept: string[]; stopped: string[] }> {
  const { strapi, store, accounts } = deps;
  const [kept, stopped]: [string[], string[]] = [[], []];
  const old = await oldConnections(deps);
  if (old.length === 0) return { kept, stopped };
  const isAdministrators = await madeByAdministrators(deps);
  const at = await deps.now();
  for (const { user, address: given, mode } of old) {
    const address = addressOf(given);
    const goesOn =
      mode === 'application' &&
      address !== null &&
      isAdministrators(user) &&
      (await store.assign({ user, address, how: 'upgrade', by: null, at }));
    if (goesOn) await accounts.update(user, { assignedAddress: sameAddress(address) });
    else {
      await store.note({ user, address, how: 'stopped', by: null, at });
      await accounts.update(user, { failureReason: 'mailbox-not-assigned', failureMessage: MESSAGE, failureAt: at });
    }
    (goesOn ? kept : stopped).push(user);
  }
  strapi.log.warn(
    `microsoft-sync: in application mode a mailbox is assigned by whoever may manage Microsoft accounts. Connections from before: ${kept.length} go on${listed(kept)}, ${stopped.length} wait until somebody assigns their mailbox${listed(stopped)} (Settings → Microsoft 365 → Mailboxes).`,
  );
  return { kept, stopped };
}

/** Accounts that run without anybody's assignment: made in application mode, or by sign-in where application mode counts by now. */
async function oldConnections({ sql, application, organizations }: UpgradeDeps): Promise<Old[]> {
  const rows = await sql.run<Row[]>((from) =>
    from('microsoft_sync_accounts as a')
      .whereNull('a.assigned_address')
      .whereNotIn('a.user_id', from(mailboxTables.changes).select('user_id'))
      .orderBy('a.connected_at')
      .orderBy('a.id')
      .select('a.user_id', 'a.mailbox_address', 'a.mode'),
  );
  const signedIn = rows.filter((row) => row['mode'] !== 'application').map((row) => String(row['user_id']));
  const applications = await application.overview();
  const isAnywhere = [null, ...applications.own].some((one) => applications.of(one).mode === 'application');
  const organizationOf = signedIn.length > 0 && isAnywhere ? await organizations.ofMany(signedIn) : new Map<string, string>();
  return rows.flatMap((row) => {
    const [user, mode] = [String(row['user_id']), String(row['mode'])];
    const counts = mode === 'application' || (isAnywhere && applications.of(organizationOf.get(user) ?? null).mode === 'application');
    return counts ? [{ user, mode, address: typeof row['mailbox_address'] === 'string' ? row['mailbox_address'] : null }] : [];
  });
}

/**
 * Nobody noted who made a connection. Users of users-permissions had no page that could make one. An administrator had, so their connection is
 * an administrator's work only where its holder is one of those who may decide about everybody's mailbox.
 */
async function madeByAdministrators({ strapi, userType }: UpgradeDeps): Promise<(user: string) => boolean> {
  if (userType !== 'admin::user') return () => true;
  const granted = (await strapi.db.query('admin::permission').findMany({
    where: { action: action('accounts.manage') },
    populate: { role: { populate: { users: { select: ['documentId'] } } } },
  })) as { conditions?: unknown; role?: { users?: { documentId: string }[] } | null }[];
  const unlimited = granted.filter(({ conditions }) => !Array.isArray(conditions) || conditions.length === 0);
  const deciding = new Set(unlimited.flatMap(({ role }) => (role?.users ?? []).map(({ documentId }) => documentId)));
  return (user) => deciding.has(user);
}

const listed = (users: readonly string[]): string => {
  if (users.length === 0) return '';
  const more = users.length > MOST_IDS ? ` and ${users.length - MOST_IDS} more` : '';
  return ` (users ${users.slice(0, MOST_IDS).join(', ')}${more})`;
};
