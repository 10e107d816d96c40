import type { MailboxVerdict } from '../../../src/contracts/http';
import type { HostUser } from '../host/users';
import { addressKey, addressOf, sameAddress } from './address';
import type { Rule } from './by-rule';
import type { MailboxStore } from './store';

export interface WeighDeps {
  readonly store: MailboxStore;
  readonly rule: Rule;
  readonly users: { findMany(documentIds: readonly string[]): Promise<Map<string, HostUser>> };
}
/** Whether somebody may be named to whoever asks. */
export type MayName = (user: string) => Promise<boolean>;
export interface Wanted {
  readonly user: string;
  readonly address: unknown;
}
export type Weighed = Omit<MailboxVerdict, 'state'>;

/** What each assignment would do; of two that name one mailbox or one person, the first counts. Nothing is written. */
export async function weigh({ store, rule, users }: WeighDeps, wanted: readonly Wanted[], mayName: MayName = anybody): Promise<Weighed[]> {
  const addresses = wanted.flatMap(({ address }) => addressOf(address) ?? []);
  const people = await users.findMany(wanted.map(({ user }) => user));
  const before = await store.findMany([...people.keys()]);
  const holders = new Map([...(await rule.holders(addresses)), ...(await store.holders(addresses))]);
  const named: string[] = [];
  for (const holder of new Set(holders.values())) if (await mayName(holder)) named.push(holder);
  const names = await users.findMany(named);
  const asked = new Set<string>();
  return wanted.map(({ user, address: given }): Weighed => {
    const person = people.get(user);
    const address = addressOf(given);
    const had = before.get(user)?.address ?? null;
    const of = { user, name: person?.displayName ?? user, address: address ?? String(given), before: had };
    if (!person) return { ...of, verdict: 'invalid', message: 'There is no such user (any more).' };
    if (address === null)
      return { ...of, verdict: 'invalid', message: 'This is no address of a mailbox. Enter a mail address such as anna@example.com.' };
    if (asked.has(user)) return { ...of, verdict: 'invalid', message: 'This person is in the list twice; the first entry counts.' };
    asked.add(user);
    const key = addressKey(address);
    const holder = holders.get(key) ?? null;
    if (holder !== null && holder !== user) {
      const name = names.get(holder)?.displayName ?? 'somebody else';
      return { ...of, verdict: 'taken', message: `This mailbox is assigned to ${name} already. Take it away there first.` };
    }
    holders.set(key, user);
    names.set(user, person);
    if (had === null) return { ...of, verdict: 'new', message: `${person.displayName} gets the mailbox ${address}.` };
    return sameAddress(had) === sameAddress(address)
      ? { ...of, verdict: 'same', message: 'This mailbox is theirs already; it stays so.' }
      : { ...of, verdict: 'changes', message: `${address} takes the place of ${had}.` };
  });
}

const anybody: MayName = () => Promise.resolve(true);
