import type { ErrorCode } from '../../../src/contracts/errors';
import type { Context } from './context';

/** Whoever writes what somebody has changed meanwhile is told so by the status too. */
export async function orConflict(ctx: Context, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const { message, details } = error as { message: string; details?: { code?: unknown } };
    if (details?.code !== ('already-changed' satisfies ErrorCode)) throw error;
    ctx.conflict(message, details);
  }
}
