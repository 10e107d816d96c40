import type { MailboxAssignment } from '../../../src/contracts';
import { invalidInput, refusal } from '../application';
import { addressOf } from './address';
import type { MailboxStore } from './store';
import { type MayName, weigh, type WeighDeps } from './weigh';

export interface AssignDeps extends WeighDeps {
  readonly store: MailboxStore;
  readonly now: () => Promise<number>;
  readonly log: { info(message: string): void };
}
export interface Assign {
  readonly user: string;
  readonly address: string | null; // null takes it away
  readonly how: MailboxAssignment['how'];
  readonly by: string | null;
  /** @default everybody */
  readonly mayName?: MayName | undefined;
}

/** Says whose a mailbox is from now on. Throws 'invalid-input' and 'mailbox-taken'. */
export async function assign(deps: AssignDeps, { user, address: given, how, by, mayName }: Assign): Promise<void> {
  const { store, now, log } = deps;
  const who = by === null ? how : `${how} ${by}`;
  if (given === null) {
    await store.withdraw({ user, how, by, at: await now() });
    log.info(`microsoft-sync: the mailbox of user ${user} was taken away (${who}).`);
    return;
  }
  const [weighed] = await weigh(deps, [{ user, address: given }], mayName);
  const address = addressOf(given);
  if (address === null || weighed?.verdict === 'invalid')
    throw invalidInput([{ path: ['address'], message: weighed?.message ?? 'is invalid' }]);
  const isFree = weighed?.verdict !== 'taken' && (await store.assign({ user, address, how, by, at: await now() }));
  if (!isFree)
    throw refusal('mailbox-taken', weighed?.verdict === 'taken' ? weighed.message : 'This mailbox was assigned to somebody else just now.');
  log.info(`microsoft-sync: a mailbox was assigned to user ${user} (${who}).`);
}
