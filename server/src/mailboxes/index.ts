import type { Core } from '@strapi/types';
import { invalidInput } from '../application';
import type { Sql } from '../host/sql';
import type { HostUsers } from '../host/users';
import { together } from '../node/together';
import { type Assign, assign } from './assign';
import { type Assigned, assignedOf } from './assigned';
import { createRule, type RuleReading } from './by-rule';
import { type ChangeRow, createMailboxStore, type MailboxStore } from './store';
import { type MayName, type Wanted, weigh, type Weighed } from './weigh';
import { textAttributes, type UserType, whyNotTrusted } from './who-writes';

export type { Assigned } from './assigned';
export { mailboxModels } from './models';

/** Which mailbox is whose in application mode: by the word of somebody who may say so, and never by what its holder can edit. */
export interface Mailboxes {
  of(user: string): Promise<Assigned>;
  ofMany(users: readonly string[]): Promise<Map<string, Assigned>>;
  /** Throws 'invalid-input' and 'mailbox-taken'. */
  assign(options: Assign): Promise<void>;
  /** Where the rule reads from; null where none counts. */
  ruleColumn(): Promise<{ table: string; column: string } | null>;
  /** Somebody was disconnected, and is not to be connected again by what was assigned before. */
  disconnected(user: string): Promise<void>;
  weigh(wanted: readonly Wanted[], mayName?: MayName): Promise<Weighed[]>;
  changes(user: string): Promise<ChangeRow[]>;
  readRule(): Promise<RuleReading & { readonly candidates: readonly { readonly attribute: string; readonly problem: string | null }[] }>;
  /** Null switches it off. Throws 'invalid-input' where its holder can write the attribute. */
  writeRule(options: { attribute: string | null; by: string | null }): Promise<void>;
  readonly store: MailboxStore;
}

const MOST_CHANGES = 20;

export function createMailboxes(deps: {
  strapi: Core.Strapi;
  sql: Sql;
  userType: UserType;
  users: HostUsers;
  now: () => Promise<number>;
  /** Of these people those who are there, and stay until the open transaction ends. */
  hold: (users: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Others may be connected now, and some no longer. */
  onRuleChanged: () => Promise<void>;
}): Mailboxes {
  const { strapi, sql, userType, users, now } = deps;
  const store = createMailboxStore(sql, deps.hold);
  const rule = createRule(strapi, sql, store, userType);
  const all = { store, rule, users, now, log: strapi.log };
  const ofMany = (people: readonly string[]) => assignedOf({ store, rule }, people);
  return {
    store,
    ofMany,
    of: together(
      async (people: readonly string[]) => {
        const found = await ofMany(people);
        return people.map((user): Assigned => found.get(user) ?? { kind: 'none', problem: null });
      },
      { isAlone: () => sql.isInTransaction() },
    ),
    assign: (options) => assign(all, options),
    ruleColumn: () => rule.column(),
    async disconnected(user) {
      const [assigned] = (await ofMany([user])).values();
      if (assigned?.kind === 'assigned')
        await store.note({ user, address: assigned.assignment.address, how: 'disconnected', by: null, at: await now() });
    },
    weigh: (wanted, mayName) => weigh(all, wanted, mayName),
    changes: (user) => store.changes(user, MOST_CHANGES),
    async readRule() {
      const names = textAttributes(strapi, userType);
      const candidates = [];
      for (const attribute of names) candidates.push({ attribute, problem: await whyNotTrusted(strapi, userType, attribute) });
      return { ...(await rule.read()), candidates };
    },
    async writeRule({ attribute, by }) {
      const problem = attribute === null ? null : await whyNotTrusted(strapi, userType, attribute);
      if (problem !== null) throw invalidInput([{ path: ['attribute'], message: problem }]);
      await store.writeRule({ attribute, by, at: await now() });
      strapi.log.info(
        `microsoft-sync: the rule that gives mailboxes was switched ${attribute === null ? 'off' : `to the attribute "${attribute}"`} by ${by ?? 'a plugin'}.`,
      );
      await deps.onRuleChanged();
    },
  };
}
