import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { ErrorCode } from '../../../../src/contracts/errors';
import { containerOf } from '../../container';
import type { Context } from '../context';
import { signedInMember } from '../signed-in';

/** For what: signing in has turns of its own, so that nobody is kept from finishing, and so has what only the database is asked for. */
type Of = 'turns' | 'signInTurns' | 'ownTurns';

const limits: Readonly<Record<Of, string>> = {
  turns: 'Microsoft is asked for one thing at a time, and only so often',
  signInTurns: 'A sign-in is begun and ended one at a time, and only so often',
  ownTurns: 'Strapi is asked for what is one’s own only so often, and by few requests at a time',
};

/** Lets a person ask for so much at a time; the answer says when to come again, in a header and, for pages elsewhere, in its details. */
export async function inTurn<T>(strapi: Core.Strapi, ctx: Context, user: string, work: () => Promise<T>, of: Of = 'turns'): Promise<T> {
  const end = takeTurn(strapi, ctx, user, of);
  try {
    return await work();
  } finally {
    end();
  }
}

/** The same for each of these actions, which are about whoever is signed in. */
export function eachInTurn<A extends Readonly<Record<string, (ctx: Context) => Promise<void>>>>(strapi: Core.Strapi, actions: A): A {
  const inTurns = Object.entries(actions).map(([name, act]) => [
    name,
    async (ctx: Context) => inTurn(strapi, ctx, await signedInMember(strapi, ctx), () => act(ctx), 'ownTurns'),
  ]);
  return Object.fromEntries(inTurns) as A;
}

/** The same for what goes on after the answer: whoever takes it ends it. */
export function takeTurn(strapi: Core.Strapi, ctx: Context, user: string, of: Of = 'turns'): () => void {
  const turn = containerOf(strapi)[of].take(user);
  if (turn.isGiven) return turn.end;
  const { retryAfterSeconds } = turn;
  ctx.set({ 'Retry-After': String(retryAfterSeconds) });
  throw new errors.RateLimitError(`${limits[of]}. Try again in ${retryAfterSeconds} s.`, {
    code: 'too-many-requests' satisfies ErrorCode,
    retryAfterSeconds,
  });
}
