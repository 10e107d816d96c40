import { GraphError } from '../graph/errors.js';
import { lifecycleEvents } from '../subscriptions/subscription.js';
import { type Actions, oneOf, wholeNumber } from './actions.js';
import type { Controls } from './control-actions.js';

/** Subscriptions and notices, for tests in another process and for whoever tries the playground. */
export const noticeActions: Actions<Pick<Controls, 'notices'>> = {
  'GET subscriptions': ({ notices }) => ({ value: notices.list().map(({ clientState: _secret, ...shown }) => shown) }),
  'DELETE subscriptions/*': ({ notices }, { ids: [address = ''] }) => ({ forgotten: notices.forget(address) }),
  'POST subscriptions/*/lifecycle': ({ notices }, { ids: [address = ''], body }) => ({
    told: notices.lifecycle(address, oneOf(body()['event'], lifecycleEvents, 'event')),
  }),
  'GET notices': ({ notices }) => notices.counts(),
  'PATCH notices': ({ notices }, { body }) => {
    const { delayMilliseconds, copies, isRepeated } = body();
    return notices.behave({
      ...(delayMilliseconds === undefined ? {} : { delayMilliseconds: wholeNumber(delayMilliseconds, 'delayMilliseconds') }),
      ...(copies === undefined ? {} : { copies: wholeNumber(copies, 'copies') }),
      ...(isRepeated === undefined ? {} : { isRepeated: isRepeated === true }),
    });
  },
  /** Goes to the addresses of the subscriptions that there are, and to no other: a page of this machine is no gun. */
  'POST notices/forged': ({ notices }, { body }) => {
    const urls = new Set(notices.list().map(({ notificationUrl }) => notificationUrl));
    if (urls.size === 0) throw new GraphError(400, 'BadRequest', 'There is no subscription whose address could be told.');
    for (const url of urls) void notices.forge(url, body()).catch(() => undefined);
    return { sentTo: [...urls] };
  },
};
