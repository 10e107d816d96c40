import type { Clock } from '../clock.js';
import { GraphError } from '../graph/errors.js';
import type { Faults } from '../server/faults.js';
import type { Fault } from '../server/fault.js';
import type { DoorOptions } from '../server/graph-door.js';
import type { SignInControl } from '../sign-in/control.js';
import type { Notices } from '../subscriptions/notices.js';
import { type Actions, oneOf, wholeNumber } from './actions.js';

/** What concerns all mailboxes. */
export interface Controls {
  readonly faults: Faults;
  readonly clock: Clock;
  readonly limits: DoorOptions;
  readonly notices: Notices;
  readonly signIn: SignInControl;
}

export const controlActions: Actions<Controls> = {
  'GET faults': ({ faults }) => ({
    value: faults.pending.map((fault) => (fault.path instanceof RegExp ? { ...fault, path: String(fault.path) } : fault)),
  }),
  'POST faults': ({ faults }, { body }) => {
    const fault = readFault(body());
    faults.push(fault);
    return fault;
  },
  'DELETE faults': ({ faults }) => faults.clear(),
  'GET clock': ({ clock }) => ({ now: clock.now() }),
  'PATCH clock': ({ clock }, { body }) => {
    const { advanceMilliseconds, skewMilliseconds } = body();
    if (skewMilliseconds !== undefined) clock.skew(wholeNumber(skewMilliseconds, 'skewMilliseconds'));
    if (advanceMilliseconds !== undefined) clock.advance(wholeNumber(advanceMilliseconds, 'advanceMilliseconds'));
    return { now: clock.now() };
  },
  'GET limits': ({ limits }) => limits,
  'PATCH limits': ({ limits }, { body }) => {
    const { isConcurrencyLimited, latencyMilliseconds, concurrencyStatus } = body();
    if (isConcurrencyLimited !== undefined) limits.isConcurrencyLimited = isConcurrencyLimited === true;
    if (latencyMilliseconds !== undefined) limits.latencyMilliseconds = wholeNumber(latencyMilliseconds, 'latencyMilliseconds');
    if (concurrencyStatus !== undefined) limits.concurrencyStatus = concurrencyStatus === 503 ? 503 : 429;
    return limits;
  },
  /** The tenant's policy: to what people may consent themselves. */
  'PATCH sign-in': ({ signIn }, { body }) => signIn.setUserConsent(oneOf(body()['userConsent'], ['all', 'managed'], 'userConsent')),
};

const faultNames = [
  'method',
  'path',
  'address',
  'widerThanDays',
  'times',
  'when',
  'answer',
  'throttle',
  'malformed',
  'page',
  'longer',
  'drop',
  'delayMilliseconds',
];

/** A fault as `Fault` describes it; its path is a text that the address contains. */
function readFault(given: object): Fault {
  const unknown = Object.keys(given).find((name) => !faultNames.includes(name));
  if (unknown !== undefined) throw new GraphError(400, 'BadRequest', `A fault has no '${unknown}'.`);
  const fault = given as Fault;
  if (fault.path !== undefined && typeof fault.path !== 'string') throw new GraphError(400, 'BadRequest', 'The path of a fault is a text.');
  if (fault.answer !== undefined) wholeNumber(fault.answer.status, 'answer.status');
  if (fault.widerThanDays !== undefined) wholeNumber(fault.widerThanDays, 'widerThanDays');
  if (fault.longer !== undefined) wholeNumber(fault.longer, 'longer');
  if (fault.throttle !== undefined) wholeNumber(fault.throttle.seconds, 'throttle.seconds');
  if (fault.when !== undefined) oneOf(fault.when, ['before', 'after'], 'when');
  if (fault.page !== undefined) oneOf(fault.page, ['reordered', 'doubled', 'replayed', 'again'], 'page');
  if (fault.malformed !== undefined) oneOf(fault.malformed, ['cut', 'html', 'empty', 'otherShape'], 'malformed');
  return fault;
}
