import type { Core } from '@strapi/types';
import type { BeginSync, SyncBegun } from '../../../../src/contracts/rest';
import { containerOf } from '../../container';
import type { Context } from '../context';
import { takeTurn } from './turn';

/** Nobody waits longer for an answer; the run goes on. */
const ANSWER_AFTER_MS = 5_000;

/** Runs now. Most runs end at once, and are answered with; of the others the answer says from when on they are found. */
export async function beginSync(strapi: Core.Strapi, ctx: Context, of: { user: string } & BeginSync): Promise<SyncBegun> {
  const { sync, now } = containerOf(strapi);
  const since = new Date(await now()).toISOString();
  const end = takeTurn(strapi, ctx, of.user);
  const ended = sync.run(of).finally(end);
  const waiting = new AbortController();
  const late = new Promise<null>((resolve) => {
    const timer = setTimeout(() => resolve(null), ANSWER_AFTER_MS);
    waiting.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    const first = await Promise.race([ended, late]);
    if (first !== null) return { since, runs: first.runs };
  } finally {
    waiting.abort();
  }
  ended.catch((error: unknown) =>
    strapi.log.error(`microsoft-sync: a run that was asked for failed: ${error instanceof Error ? error.name : 'unknown error'}`),
  );
  return { since, runs: [] };
}
