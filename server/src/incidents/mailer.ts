import type { AccountReason, RunReport } from '../../../src/contracts';
import { type Expiring, type Incident, languageOf, type Mail, mailOf } from './mail-texts';

/** Somebody who gets a mail. */
export interface Recipient {
  readonly email: string;
  readonly name: string;
  /** As the admin panel has it, such as 'de' or 'de-AT'. */
  readonly language: string | null;
  /** They have not switched mails off. */
  readonly wantsMails: boolean;
}

export interface MailerDeps {
  readonly person: (user: string) => Promise<Recipient | null>;
  /** Who may mend the system's application, or that of an organization. */
  readonly administrators: (organization: string | null) => Promise<readonly Recipient[]>;
  /** True once in this time, in one of all processes. */
  readonly takeTurn: (name: string, milliseconds: number) => Promise<boolean>;
  readonly send: (mail: Mail & { readonly to: string }) => Promise<unknown>;
  /** Pages where one can act; null: this person has none. */
  readonly pages: { readonly mine: string | null; readonly system: string };
  readonly report: (error: unknown) => void;
}

/** Mails about incidents, to whom each concerns, once. */
export interface Mailer {
  accountActionRequired(event: { readonly user: string; readonly reason: AccountReason }): Promise<void>;
  applicationActionRequired(event: { readonly organization: string | null; readonly reason: string }): Promise<void>;
  /** By whoever has taken the turn at this warning. */
  applicationExpires(event: Expiring & { readonly organization: string | null }): Promise<void>;
  runCompleted(report: Pick<RunReport, 'user' | 'outcome' | 'reason'>): Promise<void>;
}

const DAY = 24 * 3_600_000;
/** What comes and goes within a day is one incident. */
const SAME_WITHIN_MS = DAY;
/** Deletions wait until somebody decides, and every run until then says so. */
const REMINDED_AFTER_MS = 7 * DAY;

export function createMailer(deps: MailerDeps): Mailer {
  async function tell(to: Recipient, incident: Incident, url: string | null): Promise<void> {
    if (to.email === '' || !to.wantsMails) return;
    await deps.send({ to: to.email, ...mailOf(incident, { language: languageOf(to.language), name: to.name, url }) });
  }
  /** Nobody waits for a mail, and none that cannot be sent ends what it is about. */
  const safely = (work: () => Promise<void>): Promise<void> => work().catch(deps.report);
  return {
    accountActionRequired: ({ user, reason }) =>
      safely(async () => {
        // Deactivated by somebody who knows; of the application its administrators hear.
        if (reason === 'user-blocked' || reason.startsWith('application-')) return;
        if (!(await deps.takeTurn(`mail ${user} ${reason}`, SAME_WITHIN_MS))) return;
        const person = await deps.person(user);
        if (person) await tell(person, { kind: 'account', reason }, deps.pages.mine);
      }),
    applicationActionRequired: ({ organization, reason }) =>
      safely(async () => {
        if (!(await deps.takeTurn(`mail application ${organization ?? ''} ${reason}`, SAME_WITHIN_MS))) return;
        for (const one of await deps.administrators(organization)) await tell(one, { kind: 'application', reason }, deps.pages.system);
      }),
    applicationExpires: ({ organization, ...of }) =>
      safely(async () => {
        for (const one of await deps.administrators(organization)) await tell(one, { kind: 'expiry', of }, deps.pages.system);
      }),
    runCompleted: ({ user, outcome, reason }) =>
      safely(async () => {
        if (outcome !== 'stopped-by-guard' || reason === 'waits-for-start') return; // they are at the page that says so
        if (!(await deps.takeTurn(`mail ${user} deletions`, REMINDED_AFTER_MS))) return;
        const person = await deps.person(user);
        if (person) await tell(person, { kind: 'deletions' }, deps.pages.mine);
      }),
  };
}
