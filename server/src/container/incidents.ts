import type { Core } from '@strapi/types';
import type { AccountReason, RunReport } from '../../../src/contracts';
import { sayOnceIn } from '../causes/say-once';
import { toHostUser } from '../host/users';
import { createMailer, type Mailer, type Recipient } from '../incidents/mailer';
import { createKeptPauses } from '../storage/sql/kept-pauses';
import { action } from '../permissions';
import type { AccountServices } from './accounts';
import type { Foundation } from './foundation';

const MOST_ADMINISTRATORS = 50;

export interface EmailService {
  send(mail: { to: string; subject: string; text: string }): Promise<unknown>;
}

/** Mails follow the plugin's own events, in the process that has met what they are about. */
export function mailIncidents({ strapi, config, sql, settings }: Foundation & Pick<AccountServices, 'settings'>): void {
  if (!wantsMails(strapi, config.mails.enabled)) return;
  const isOfAdministrators = config.host.user === 'admin::user';
  const page = (name: string) => `${config.adminUrl}/settings/microsoft-sync/${name}`;
  /** Of people whose settings say whether they want mails. */
  const recipientsOf = async (rows: readonly Record<string, unknown>[]): Promise<Recipient[]> => {
    const found = await settings.ofMany(rows.map(({ documentId }) => String(documentId)));
    return rows.map((row) => recipientOf(row, found.get(String(row['documentId']))?.values.incidentMails ?? true));
  };
  const mailer = createMailer({
    async person(user) {
      const row = await strapi.db.query(config.host.user).findOne({ where: { documentId: user } });
      return row ? ((await recipientsOf([row as Record<string, unknown>]))[0] ?? null) : null;
    },
    administrators: async (organization) => {
      const rows = await strapi.db.query('admin::user').findMany({
        where: {
          isActive: true,
          blocked: { $ne: true },
          roles: {
            $or: [
              { code: 'strapi-super-admin' },
              { permissions: { action: action(organization === null ? 'settings.update' : 'organizations.update') } },
            ],
          },
        },
        limit: MOST_ADMINISTRATORS,
      });
      return isOfAdministrators
        ? recipientsOf(rows as Record<string, unknown>[])
        : rows.map((row) => recipientOf(row as Record<string, unknown>, true));
    },
    takeTurn: (name, milliseconds) => createKeptPauses(sql).takeTurn(name, milliseconds),
    send: (mail) => (strapi.plugin('email').service('email') as unknown as EmailService).send(mail),
    pages: { mine: isOfAdministrators ? page('me') : null, system: page('system') },
    report: (error) =>
      sayOnceIn(strapi.log)(
        'mails',
        `microsoft-sync: a mail about an incident could not be sent (${error instanceof Error ? error.name : 'unknown error'}). Strapi's e-mail plugin says how mails are sent; \`mails.enabled: false\` of this plugin sends none.`,
      ),
  });
  strapi.eventHub.on('microsoft-sync.account.action-required', (event) =>
    mailer.accountActionRequired(event as unknown as { user: string; reason: AccountReason }),
  );
  strapi.eventHub.on('microsoft-sync.application.action-required', (event) =>
    mailer.applicationActionRequired(event as unknown as { organization: string | null; reason: string }),
  );
  strapi.eventHub.on('microsoft-sync.application.expires', (event) =>
    mailer.applicationExpires(event as unknown as Parameters<Mailer['applicationExpires']>[0]),
  );
  strapi.eventHub.on('microsoft-sync.run.completed', (event) => mailer.runCompleted(event as unknown as RunReport));
}

/** Where nobody has set up how mails are sent, Strapi hands them to a program that most servers do not have: only asked for they go out there. */
export function wantsMails(strapi: Core.Strapi, isWanted: boolean | undefined): boolean {
  if (!strapi.plugin('email')) return false;
  return isWanted ?? strapi.config.get('plugin::email.provider', 'sendmail') !== 'sendmail';
}

function recipientOf(row: Record<string, unknown>, wantsMails: boolean): Recipient {
  const { email, displayName } = toHostUser(row);
  const language = row['preferedLanguage'];
  return { email, name: displayName, language: typeof language === 'string' ? language : null, wantsMails };
}
