import type { MailboxAssignment } from '../../../src/contracts';
import type { Rule } from './by-rule';
import type { MailboxStore } from './store';

/** Which mailbox is a person's, or why none is. */
export type Assigned =
  | { readonly kind: 'assigned'; readonly assignment: MailboxAssignment }
  | { readonly kind: 'none'; readonly problem: { readonly code: 'mailbox-taken' | 'rule-suspended'; readonly message: string } | null };

/** What somebody assigned counts; else what a rule gives that somebody switched on. */
export async function assignedOf(deps: { store: MailboxStore; rule: Rule }, users: readonly string[]): Promise<Map<string, Assigned>> {
  const own = await deps.store.findMany(users);
  const rest = users.filter((user) => !own.has(user));
  const rule = rest.length === 0 ? null : await deps.rule.read();
  const given = rule?.attribute && rule.problem === null ? await deps.rule.givesTo(rest, rule.attribute) : null;
  return new Map(
    users.map((user): [string, Assigned] => {
      const row = own.get(user);
      if (row) {
        const { address, how, by, at } = row;
        return [user, { kind: 'assigned', assignment: { address, how, by, at: new Date(at).toISOString() } }];
      }
      if (rule?.problem)
        return [user, none('rule-suspended', `The rule that gives mailboxes counts for nobody at the moment. ${rule.problem}`)];
      const byRule = given?.get(user);
      if (!byRule) return [user, { kind: 'none', problem: null }];
      if (byRule.takenBy !== null)
        return [
          user,
          none('mailbox-taken', `By the rule it would be ${byRule.address}, which is somebody else’s too, so neither gets it by the rule.`),
        ];
      return [user, { kind: 'assigned', assignment: { address: byRule.address, how: 'rule', by: rule?.by ?? null, at: null } }];
    }),
  );
}

const none = (code: 'mailbox-taken' | 'rule-suspended', message: string): Assigned => ({ kind: 'none', problem: { code, message } });
