import type { UID } from '@strapi/types';
import { settingsOfResource } from '../../../src/settings/of-resource';
import { RESOURCES } from '../../../src/contracts';
import { sayOnceIn } from '../causes/say-once';
import { toHostUser } from '../host/users';
import type { Row } from '../host/rows';
import { createInvitations, type InvitationService, type Invitee } from '../incidents/invitations';
import { action } from '../permissions';
import { createKeptPauses } from '../storage/sql/kept-pauses';
import type { AccountServices } from './accounts';
import type { Foundation } from './foundation';
import { type EmailService, wantsMails } from './incidents';

export interface Inviting {
  readonly invitations: () => InvitationService;
}

/** Whether mails go out is asked each time: Strapi's e-mail plugin may load after this one. */
export function inviting(foundation: Foundation, accountServices: AccountServices): Inviting {
  const { strapi, config, sql } = foundation;
  const pauses = createKeptPauses(sql);
  const isOfAdministrators = config.host.user === 'admin::user';
  const [frontEnd, ...others] = config.frontEnds;
  return {
    invitations: () =>
      createInvitations({
        invitees: (users) => inviteesOf(foundation, accountServices, users),
        takeTurn: (name, milliseconds) => pauses.takeTurn(name, milliseconds),
        giveBackTurn: (name) => pauses.giveBackTurn(name),
        takenOf: (names, milliseconds) => pauses.takenOf(names, milliseconds),
        send: (mail) => (strapi.plugin('email').service('email') as unknown as EmailService).send(mail),
        url: isOfAdministrators ? `${config.adminUrl}/settings/microsoft-sync/me` : others.length === 0 ? (frontEnd ?? null) : null,
        canMail: wantsMails(strapi, config.mails.enabled),
        report: (error) =>
          sayOnceIn(strapi.log)(
            'invitations',
            `microsoft-sync: an invitation could not be sent (${error instanceof Error ? error.name : 'unknown error'}). Strapi's e-mail plugin says how mails are sent.`,
          ),
      }),
  };
}

const COLUMNS = ['documentId', 'email', 'username'];
const COLUMNS_OF_ADMINISTRATORS = [...COLUMNS, 'firstname', 'lastname', 'preferedLanguage'];

/** In the order asked, with a handful of statements however many they are. */
async function inviteesOf(
  { strapi, config, blocked, organizations }: Foundation,
  { accounts, application, settings }: AccountServices,
  users: readonly string[],
): Promise<Invitee[]> {
  const type = config.host.user as UID.Schema;
  const select = config.host.user === 'admin::user' ? COLUMNS_OF_ADMINISTRATORS : COLUMNS;
  const rows = (await strapi.db.query(type).findMany({ select: select as never, where: { documentId: { $in: [...users] } } })) as Row[];
  const ids = rows.map((row) => String(row['documentId']));
  const [statuses, found, organizationOf, out] = [
    await accounts.statuses({ users: ids }),
    await settings.ofMany(ids),
    await organizations.ofMany(ids),
    await blocked.among(ids),
  ];
  const overview = await application.overview();
  const allowed = config.host.user === 'admin::user' ? await whoMayConnect(strapi, ids) : new Set(ids);
  const notOf = (user: string): Invitee['not'] => {
    if ((statuses.get(user)?.state ?? 'not-connected') !== 'not-connected') return 'connected';
    if (overview.of(organizationOf.get(user) ?? null).mode === 'application') return 'application-mode';
    const own = found.get(user);
    if (!own || !RESOURCES.some((one) => own.integrations[one] && settingsOfResource(one, own.values).isEnabled)) return 'switched-off';
    if (out.has(user)) return 'blocked';
    if (!allowed.has(user)) return 'may-not-connect';
    return own.values.incidentMails ? null : 'mails-off';
  };
  const invitees = new Map(
    rows.map((row): [string, Invitee] => {
      const { documentId: user, displayName: name, email } = toHostUser(row);
      const language = row['preferedLanguage'];
      return [user, { user, name, email, language: typeof language === 'string' ? language : null, not: notOf(user) }];
    }),
  );
  return users.flatMap((user) => invitees.get(user) ?? []);
}

/** Of administrators, those of whom a role opens the page that the mail leads to. */
async function whoMayConnect(strapi: Foundation['strapi'], users: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = (await strapi.db.query('admin::user').findMany({
    select: ['documentId'],
    where: {
      documentId: { $in: [...users] },
      roles: { $or: [{ code: 'strapi-super-admin' }, { permissions: { action: action('me.update') } }] },
    },
  })) as Row[];
  return new Set(rows.map((row) => String(row['documentId'])));
}
