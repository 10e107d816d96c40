import type { Invitation, InvitationOutcome, NotInvited } from '../../../src/contracts/http-invitations';
import { invitationMail, languageOf, type Mail } from './mail-texts';

/** Somebody who may be invited to connect. */
export interface Invitee {
  readonly user: string;
  readonly name: string;
  readonly email: string;
  readonly language: string | null;
  /** What speaks against a mail. */
  readonly not: Exclude<NotInvited, 'no-address' | 'invited-already'> | null;
}
export interface InvitationDeps {
  readonly invitees: (users: readonly string[]) => Promise<readonly Invitee[]>;
  /** True once in this time, in one of all processes. */
  readonly takeTurn: (name: string, milliseconds: number) => Promise<boolean>;
  readonly giveBackTurn: (name: string) => Promise<void>;
  /** Those of these turns that are taken, each for this time. */
  readonly takenOf: (names: readonly string[], milliseconds: number) => Promise<ReadonlySet<string>>;
  readonly send: (mail: Mail & { readonly to: string }) => Promise<unknown>;
  /** Where one connects once signed in; null: no page that is known. */
  readonly url: string | null;
  readonly canMail: boolean;
  readonly report: (error: unknown) => void;
}
export interface InvitationService {
  readonly url: string | null;
  readonly canMail: boolean;
  read(users: readonly string[]): Promise<Invitation[]>;
  send(users: readonly string[]): Promise<InvitationOutcome[]>;
}

/** Whoever is in doubt presses the button again. */
const ONCE_WITHIN_MS = 24 * 3_600_000;
const AT_ONCE = 5;

/** Invitations to connect by mail, once a day to each; nothing secret is in them, for they lead to a page for which one has to be signed in. */
export function createInvitations(deps: InvitationDeps): InvitationService {
  const { url, canMail } = deps;

  async function invite(invitee: Invitee): Promise<InvitationOutcome['outcome']> {
    const { user, name, email, language } = invitee;
    const not = invitee.not ?? (email === '' ? 'no-address' : null);
    if (not !== null) return not;
    if (!canMail || url === null) return 'failed';
    if (!(await deps.takeTurn(turnOf(user), ONCE_WITHIN_MS))) return 'invited-already';
    try {
      await deps.send({ to: email, ...invitationMail({ language: languageOf(language), name, url }) });
      return 'sent';
    } catch (error) {
      deps.report(error);
      await deps.giveBackTurn(turnOf(user)); // nothing has come to them
      return 'failed';
    }
  }

  return {
    url,
    canMail,
    async read(users) {
      const taken = await deps.takenOf(users.map(turnOf), ONCE_WITHIN_MS);
      return (await deps.invitees(users)).map(({ user, name, email, not }) => {
        const ofMails = email === '' ? 'no-address' : taken.has(turnOf(user)) ? 'invited-already' : null;
        return { user, name, email, not: not ?? ofMails };
      });
    },
    async send(users) {
      const wanted = await deps.invitees([...new Set(users)]);
      const outcomes = new Map<string, InvitationOutcome['outcome']>();
      for (let at = 0; at < wanted.length; at += AT_ONCE)
        await Promise.all(wanted.slice(at, at + AT_ONCE).map(async (one) => void outcomes.set(one.user, await invite(one))));
      return users.map((user) => ({ user, outcome: outcomes.get(user) ?? 'out-of-reach' }));
    },
  };
}

const turnOf = (user: string): string => `mail ${user} invitation`;
