import type { MailboxAssignment } from '../../../src/contracts';
import type { AssignedMailbox, MailboxItem, MailboxPage, MailboxRule, UserHead } from '../../../src/contracts/http';
import type { Application } from '../application';
import type { HostUsers } from '../host/users';
import type { People } from '.';
import type { Organizations } from '../settings/organizations';
import type { Assigned, Mailboxes } from '../mailboxes/index';

export interface MailboxReadingDeps {
  readonly mailboxes: Mailboxes;
  readonly users: HostUsers;
  readonly people: Pick<People, 'users'>;
  readonly application: Pick<Application, 'mode' | 'overview'>;
  readonly organizations: Pick<Organizations, 'of'>;
  /** documentId of an administrator, whoever the host's people are, to the name. */
  readonly namesOfAdministrators: (documentIds: readonly string[]) => Promise<Map<string, string>>;
}
/** What the pages show of assignments. */
export interface MailboxReadings {
  /** Null where the person signs in. */
  ofPerson(user: string): Promise<UserHead['mailbox']>;
  page(filter: Parameters<People['users']>[0]): Promise<MailboxPage>;
  rule(): Promise<MailboxRule>;
}

export function createMailboxReadings(deps: MailboxReadingDeps): MailboxReadings {
  const { mailboxes, application } = deps;

  async function readingsOf(users: readonly string[]): Promise<Map<string, AssignedMailbox>> {
    const assigned = await mailboxes.ofMany(users);
    const names = await deps.namesOfAdministrators([...assigned.values()].flatMap((one) => byOf(one) ?? []));
    return new Map([...assigned].map(([user, one]) => [user, readingOf(one, names)]));
  }

  return {
    async ofPerson(user) {
      if ((await application.mode({ organization: await deps.organizations.of(user) })) !== 'application') return null;
      const reading = (await readingsOf([user])).get(user) ?? { assignment: null, problem: null };
      const changes = await mailboxes.changes(user);
      const names = await deps.namesOfAdministrators(changes.flatMap(({ by }) => by ?? []));
      return {
        ...reading,
        changes: changes.map(({ address, how, by, at }) => ({ address, how, byName: nameOf(by, names), at: new Date(at).toISOString() })),
      };
    },
    async page(filter) {
      const { items, ...page } = await deps.people.users(filter);
      const readings = await readingsOf(items.map(({ id }) => id));
      const applications = await application.overview();
      return {
        ...page,
        applies: [null, ...applications.own].some((organization) => applications.of(organization).mode === 'application'),
        items: items.map(({ id, name, email, organization, state, reason }): MailboxItem => ({
          id,
          name,
          profile: email,
          organization,
          state,
          reason,
          ...(readings.get(id) ?? { assignment: null, problem: null }),
        })),
      };
    },
    async rule() {
      const { attribute, by, at, problem, candidates } = await mailboxes.readRule();
      const names = await deps.namesOfAdministrators(by === null ? [] : [by]);
      return {
        attribute,
        byName: nameOf(by, names),
        at: at === null ? null : new Date(at).toISOString(),
        problem,
        candidates: [...candidates],
      };
    },
  };
}

const byOf = (assigned: Assigned): string | null => (assigned.kind === 'assigned' ? assigned.assignment.by : null);

function readingOf(assigned: Assigned, names: Map<string, string>): AssignedMailbox {
  if (assigned.kind === 'none') return { assignment: null, problem: assigned.problem };
  const assignment: MailboxAssignment = assigned.assignment;
  return { assignment: { ...assignment, byName: nameOf(assignment.by, names) }, problem: null };
}

/** Of somebody who has left, the id is all that is known. */
const nameOf = (by: string | null, names: Map<string, string>): string | null => (by === null ? null : (names.get(by) ?? by));
