import { invalidInput } from '../application/index';
import type { AccountsContext } from './context';
import type { HomesOnDisconnect, ItemsOnDisconnect } from './dependencies';

const choices: readonly ItemsOnDisconnect[] = ['keep', 'remove-imported', 'remove-exported'];

/** Always ends with the tokens gone: with a dead sign-in, without an application, without the key, for a user who no longer exists. */
export async function disconnect(
  context: AccountsContext,
  options: { user: string; items?: ItemsOnDisconnect; homes?: HomesOnDisconnect },
): Promise<void> {
  const { items = 'keep', homes = 'keep' } = options;
  if (!choices.includes(items))
    throw invalidInput([{ path: ['items'], message: `must be ${choices.map((choice) => `'${choice}'`).join(' or ')}` }]);
  if (homes !== 'keep' && homes !== 'remove') throw invalidInput([{ path: ['homes'], message: "must be 'keep' or 'remove'" }]);
  try {
    await context.onLeaving?.({ user: options.user });
  } catch (error) {
    context.log.warn(
      `microsoft-sync: Microsoft could not be asked to tell no more of an account that is disconnected (${error instanceof Error ? error.name : 'unknown'}); it stops by itself within a week, and what it tells is not listened to.`,
    );
  }
  try {
    await context.onDisconnect({ user: options.user, items, homes });
  } catch (error) {
    context.log.warn(
      `microsoft-sync: clearing up before a disconnect failed (${error instanceof Error ? error.name : 'unknown'}); the account is disconnected all the same.`,
    );
  } finally {
    await context.mailboxes
      .disconnected(options.user)
      .catch((error: unknown) =>
        context.log.warn(
          `microsoft-sync: that somebody was disconnected could not be noted (${error instanceof Error ? error.name : 'unknown'}).`,
        ),
      );
    await context.store.delete(options.user);
    await context.store.deleteSignIns({ userId: options.user });
    await context.onDisconnected?.({ user: options.user });
  }
}
