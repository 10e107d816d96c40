import { GraphError } from '../graph/errors.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { Incoming, Outgoing } from '../server/exchange.js';
import { json } from '../server/exchange.js';
import { act } from './actions.js';
import { calendarActions } from './calendar-actions.js';
import { controlActions } from './control-actions.js';
import { noticeActions } from './notice-actions.js';
import type { PageHost } from './page-host.js';
import { steeringActions } from './steering-actions.js';
import { taskActions } from './task-actions.js';

const mailboxActions = { ...calendarActions, ...taskActions, ...steeringActions };

/**
 * `/sandbox/api/…` for the page and for tests: `mailboxes/{address}/…` is the owner's side of a mailbox, everything else concerns the
 * sandbox as a whole.
 */
export function answerApi(host: PageHost, incoming: Incoming, sideOf: (address: string) => SandboxMailbox): Outgoing {
  refuseForeignSites(incoming);
  const [, , , collection = '', address, ...segments] = incoming.path.split('/');
  if (collection !== 'mailboxes')
    return act({ ...controlActions, ...noticeActions }, host.controls, incoming, [
      collection,
      ...(address === undefined ? [] : [address, ...segments]),
    ]);
  if (address === undefined || address === '')
    return json(200, { value: host.people.map(({ name, address: own }) => ({ name, address: own })) });
  return act(mailboxActions, sideOf(address), incoming, segments);
}

/** A page of another site must not write into the sandbox: browsers name the origin on every request that changes something. */
function refuseForeignSites({ method, headers }: Incoming): void {
  const { origin } = headers;
  if (method === 'GET' || origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== headers['host'])
    throw new GraphError(403, 'Forbidden', 'Requests of other sites are refused.');
}
