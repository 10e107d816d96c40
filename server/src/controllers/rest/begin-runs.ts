import type { Core } from '@strapi/types';
import type { Answer, RunReport } from '../../../../src/contracts/http';
import type { SyncBegun } from '../../../../src/contracts/rest';
import { sayFailedIn } from '../../causes/say-failed';
import { containerOf } from '../../container';
import type { Context } from '../context';
import { takeTurn } from './turn';

interface Ended {
  readonly runs: RunReport[];
}

/** Nobody waits longer for an answer; the run goes on. */
const ANSWER_AFTER_MS = 5_000;

/** Runs of a person, begun now. Most end at once, and are answered with; of the others the answer says from when on they are found. */
export async function beginRuns(strapi: Core.Strapi, ctx: Context, user: string, begin: () => Promise<Ended>): Promise<void> {
  const since = new Date(await containerOf(strapi).now()).toISOString();
  const end = takeTurn(strapi, ctx, user);
  const runs = await thoseThatEndSoon(strapi, begin().finally(end));
  ctx.status = 202;
  ctx.body = { data: { since, runs } } satisfies Answer<SyncBegun>;
}

async function thoseThatEndSoon(strapi: Core.Strapi, ended: Promise<Ended>): Promise<RunReport[]> {
  const waiting = new AbortController();
  const late = new Promise<null>((resolve) => {
    const timer = setTimeout(() => resolve(null), ANSWER_AFTER_MS);
    waiting.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    const first = await Promise.race([ended, late]);
    if (first !== null) return first.runs;
  } finally {
    waiting.abort();
  }
  ended.catch((error: unknown) => sayFailedIn(strapi.log, 'a run that was asked for', error));
  return [];
}
