import type { Core } from '@strapi/types';
import type { RunReport } from '../../../src/contracts';
import { sayOnceIn } from '../causes/say-once';
import { administratorsOf } from '../directory/administrators';
import { toHostUser } from '../host/users';
import { createMailer, type Mailer, type MailerDeps, type Recipient } from '../incidents/mailer';
import { createKeptPauses } from '../storage/sql/kept-pauses';
import type { AccountServices } from './accounts';
import type { Foundation } from './foundation';

const MOST_ADMINISTRATORS = 50;

export interface EmailService {
  send(mail: { to: string; subject: string; text: string }): Promise<unknown>;
}

type MailingNeeds = Pick<AccountServices, 'settings' | 'application'>;

export interface Mailing {
  /** Null where no mails are sent; asked each time, for Strapi's e-mail plugin may load after this one. */
  readonly mailer: () => Mailer | null;
}

export function mailing(foundation: Foundation, accountServices: MailingNeeds): Mailing {
  const mailer = createMailer(dependenciesOf(foundation, accountServices));
  const { strapi, config } = foundation;
  return { mailer: () => (wantsMails(strapi, config.mails.enabled) ? mailer : null) };
}

function dependenciesOf({ strapi, config, sql, organizations }: Foundation, { settings, application }: MailingNeeds): MailerDeps {
  const turns = createKeptPauses(sql);
  const isOfAdministrators = config.host.user === 'admin::user';
  const page = (name: string) => `${config.adminUrl}/settings/microsoft-sync/${name}`;
  /** Of people whose settings say whether they want mails. */
  const recipientsOf = async (rows: readonly Record<string, unknown>[]): Promise<Recipient[]> => {
    const found = await settings.ofMany(rows.map(({ documentId }) => String(documentId)));
    return rows.map((row) => recipientOf(row, found.get(String(row['documentId']))?.values.incidentMails ?? true));
  };
  return {
    async person(user) {
      const row = await strapi.db.query(config.host.user).findOne({ where: { documentId: user } });
      return row ? ((await recipientsOf([row as Record<string, unknown>]))[0] ?? null) : null;
    },
    modeOf: async (user) => application.mode({ organization: await organizations.of(user) }),
    administrators: async (organization) => {
      const rows = await administratorsOf(strapi, { organization, limit: MOST_ADMINISTRATORS });
      return isOfAdministrators ? recipientsOf(rows) : rows.map((row) => recipientOf(row, true));
    },
    takeTurn: (name, milliseconds) => turns.takeTurn(name, milliseconds),
    giveBackTurn: (name) => turns.giveBackTurn(name),
    send: (mail) => (strapi.plugin('email').service('email') as unknown as EmailService).send(mail),
    pages: {
      mine: isOfAdministrators ? page('me') : null,
      application: (organization) => page(organization === null ? 'system' : `organizations/${encodeURIComponent(organization)}`),
    },
    report: (error) =>
      sayOnceIn(strapi.log)(
        'mails',
        `microsoft-sync: a mail about an incident could not be sent (${error instanceof Error ? error.name : 'unknown error'}). Strapi's e-mail plugin says how mails are sent; \`mails.enabled: false\` of this plugin sends none.`,
      ),
  };
}

/** Mails follow the plugin's own events, in the process that has met what they are about. */
export function mailIncidents({ strapi, mailer }: Pick<Foundation, 'strapi'> & Mailing): void {
  const on = (event: string, tell: (mailer: Mailer, payload: unknown) => Promise<void>): void => {
    strapi.eventHub.on(event, async (payload) => {
      const wanted = mailer();
      if (wanted !== null) await tell(wanted, payload);
    });
  };
  on('microsoft-sync.account.action-required', (to, event) =>
    to.accountActionRequired(event as Parameters<Mailer['accountActionRequired']>[0]),
  );
  on('microsoft-sync.application.action-required', (to, event) =>
    to.applicationActionRequired(event as Parameters<Mailer['applicationActionRequired']>[0]),
  );
  on('microsoft-sync.run.completed', (to, event) => to.runCompleted(event as RunReport));
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
