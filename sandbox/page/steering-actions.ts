import { syncStateAnswers } from '../mailbox/sync-state-answers.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { Actions } from './actions.js';
import { oneOf, wholeNumber } from './actions.js';

/** What tests in another process want to know of a mailbox, and do to it. */
export const steeringActions: Actions<SandboxMailbox> = {
  /** What applications did lately. */
  'GET activity': (side) => ({
    requests: side.requests
      .slice(-20)
      .reverse()
      .map(({ at, method, path, status }) => ({ at, method, path: path.slice(0, 160), status })),
    mails: side.mails.slice(-10).reverse(),
    counters: side.counters(),
    mailCount: side.mails.length,
  }),
  'GET mails': (side) => ({ value: side.mails, sentByApplications: side.mailsSent().length }),
  'GET counters': (side) => side.counters(),
  'DELETE counters': (side) => side.resetCounters(),
  'PATCH feed': (side, { body }) => side.setReplicationDelay(wholeNumber(body()['feedDelay'], 'feedDelay')),
  'DELETE feed/tokens': (side, { incoming }) =>
    side.expireDeltaTokens(oneOf(new URLSearchParams(incoming.search).get('answer') ?? 'goneWithLocation', syncStateAnswers, 'answer')),
};
