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
  /** Whether they sign in themselves. */
  readonly modeOf: (user: string) => Promise<'delegated' | 'application'>;
  /** Who may mend the system's application, or that of an organization. */
  readonly administrators: (organization: string | null) => Promise<readonly Recipient[]>;
  /** True once in this time, in one of all processes. */
  readonly takeTurn: (name: string, milliseconds: number) => Promise<boolean>;
  readonly giveBackTurn: (name: string) => Promise<void>;
  readonly send: (mail: Mail & { readonly to: string }) => Promise<unknown>;
  /** Pages where one can act; null: this person has none. Of the application by whose it is, where null is the system's. */
  readonly pages: { readonly mine: string | null; readonly application: (organization: string | null) => string };
  readonly report: (error: unknown) => void;
}

/** Mails about incidents, to whom each concerns, once. */
export interface Mailer {
  accountActionRequired(event: { readonly user: string; readonly reason: AccountReason }): Promise<void>;
  applicationActionRequired(event: { readonly organization: string | null; readonly reason: string }): Promise<void>;
  /** `name`: the warning's own, however often it is told of. */
  applicationExpires(event: Expiring & { readonly name: string; readonly organization: string | null }): Promise<void>;
  runCompleted(report: Pick<RunReport, 'user' | 'outcome' | 'reason'>): Promise<void>;
}

const DAY = 24 * 3_600_000;
/** What comes and goes within a day is one incident. */
const SAME_WITHIN_MS = DAY;
/** Deletions wait until somebody decides, and every run until then says so. */
const REMINDED_AFTER_MS = 7 * DAY;
/** Longer than any warning is ahead of the end. */
const WARNED_FOR_MS = 40 * DAY;

interface Telling {
  readonly turn: string;
  readonly once: number; // in this many milliseconds
  readonly to: () => Promise<readonly (Recipient | null)[]>;
  readonly incident: () => Promise<Incident> | Incident;
  readonly url: string | null;
}

export function createMailer(deps: MailerDeps): Mailer {
  /** Each for themselves. Where it came to nobody because mails do not go out, the next occasion is to tell them. */
  async function tell({ turn, once, to, incident, url }: Telling): Promise<void> {
    if (!(await deps.takeTurn(turn, once))) return;
    let reached = 0;
    let failed = 0;
    try {
      const people = await to();
      const what = await incident();
      for (const one of people) {
        if (one === null || one.email === '' || !one.wantsMails) continue;
        if (await send(one, what, url)) reached += 1;
        else failed += 1;
      }
    } catch (error) {
      failed += 1;
      deps.report(error);
    }
    if (failed > 0 && reached === 0) await deps.giveBackTurn(turn);
  }
  async function send(to: Recipient, incident: Incident, url: string | null): Promise<boolean> {
    try {
      await deps.send({ to: to.email, ...mailOf(incident, { language: languageOf(to.language), name: to.name, url }) });
      return true;
    } catch (error) {
      deps.report(error);
      return false;
    }
  }
  /** Nobody waits for a mail, and none that cannot be sent ends what it is about. */
  const safely = (telling: Telling): Promise<void> => tell(telling).catch(deps.report);
  return {
    async accountActionRequired({ user, reason }) {
      // Deactivated by somebody who knows; of the application its administrators hear.
      if (reason === 'user-blocked' || reason.startsWith('application-')) return;
      const to = async () => [await deps.person(user)];
      const incident = async (): Promise<Incident> => ({ kind: 'account', reason, mode: await deps.modeOf(user) });
      await safely({ turn: `mail ${user} ${reason}`, once: SAME_WITHIN_MS, to, incident, url: deps.pages.mine });
    },
    applicationActionRequired: ({ organization, reason }) =>
      safely({
        turn: `mail application ${organization ?? ''} ${reason}`,
        once: SAME_WITHIN_MS,
        to: () => deps.administrators(organization),
        incident: () => ({ kind: 'application', reason, organization }),
        url: deps.pages.application(organization),
      }),
    applicationExpires: ({ name, organization, ...of }) =>
      safely({
        turn: `mail ${name}`,
        once: WARNED_FOR_MS,
        to: () => deps.administrators(organization),
        incident: () => ({ kind: 'expiry', of }),
        url: deps.pages.application(organization),
      }),
    async runCompleted({ user, outcome, reason }) {
      if (outcome !== 'stopped-by-guard' || reason === 'waits-for-start') return; // they are at the page that says so
      const to = async () => [await deps.person(user)];
      await safely({
        turn: `mail ${user} deletions`,
        once: REMINDED_AFTER_MS,
        to,
        incident: () => ({ kind: 'deletions' }),
        url: deps.pages.mine,
      });
    },
  };
}
