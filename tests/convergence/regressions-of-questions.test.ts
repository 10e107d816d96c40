import { it } from 'vitest';
import type { Side } from '../../src/contracts';
import { prove } from './prove';
import type { Step } from './steps';
import {
  after,
  before,
  between,
  calendar,
  cancel,
  edit,
  exception,
  fault,
  here,
  killed,
  move,
  retitle,
  rule,
  run,
  there,
  weekly,
} from './steps-in-words';

const remove = (side: 'here' | 'there', which = 1): Step => edit({ kind: 'delete', side, which });
const decide = (winner: Side): Step => ({ kind: 'decide', resource: calendar, which: 0, winner });

/** The shortest histories under `ask` that have found a fault in the engine, each by what must be so. */
const histories: Record<string, readonly Step[]> = {
  'what a create was sent with the second time is nobody’s edit': [
    edit({ kind: 'create', side: here, shape: 0 }), fault('$batch', 'dropped before'), retitle(here),
    between(before('POST /events'), { kind: 'edit', side: here, which: 0, field: 0 }),
  ],
  'nor where that was not answered either': [
    edit({ kind: 'create', side: here, shape: 0 }), fault('$batch', 'dropped before'), retitle(here), killed(after('POST /events')), retitle(here),
  ],
  'nor is what it was sent with the third time': [
    edit({ kind: 'create', side: here, shape: 0 }), fault('$batch', 'dropped before'), retitle(here), fault('$batch', 'dropped before'), retitle(here),
    killed(after('POST /events')), retitle(here),
  ],
  'a date that was cancelled of what is no series in Strapi is kept as a loser when Microsoft’s rule is chosen': [
    weekly(here), exception(here), run, rule(here, 4), rule(there, 1), remove(here), run, decide('microsoft'),
  ],
  'a date that was cancelled in Microsoft is kept as a loser when Strapi makes a single event of the series': [
    weekly(here), exception(here), run, rule(here, 4), cancel(there), run, rule(there, 4), decide('microsoft'),
  ],
  'nobody is asked about an exception that was deleted in Microsoft and edited in Strapi, where it belongs to no series any more': [
    weekly(there), exception(there), run, exception(here), rule(there, 1), exception(there), remove(there), rule(there, 1), rule(here, 4),
  ],
  'an exception that was deleted in Strapi waits while somebody is asked about the rule, and no run is delayed by that': [
    weekly(here), exception(here), run, rule(here, 4), rule(there, 1), remove(here), exception(there), rule(here, 4),
  ],
  'an exception that was deleted in Strapi is settled when Microsoft’s rule is chosen': [
    weekly(there), exception(there), run, rule(there, 1), rule(here, 4), exception(there), run, remove(here), run, decide('microsoft'),
  ],
  'an exception that was deleted in Strapi waits while somebody is asked about the deletion of its series': [
    weekly(there), exception(there), run, remove(here), move(there), exception(there), cancel(here, 1), remove(here), run,
  ],
  'an exception that was deleted in Strapi waits for nothing when its series is gone in Microsoft': [
    weekly(there), exception(there), run, move(there), remove(here), remove(there),
  ],
  'what somebody is asked about an exception is kept as the loser when Strapi makes a single event of its series': [
    weekly(here), exception(here), run, exception(here), exception(there), rule(here, 4), run,
  ],
  'a date that was cancelled in Strapi, and is asked about, does not keep the series to be written': [
    weekly(there), exception(there), run, cancel(here, 1), cancel(here, 1), remove(there), exception(there), exception(here),
  ],
  'nobody is asked about an exception of a series that is gone in Microsoft and made again': [
    weekly(here), exception(here), run, rule(there, 0), edit({ kind: 'together', side: here, which: 0, field: 1, of: 'rule' }),
    killed(before('store.held', 2)), remove(there, 0), decide('strapi'),
  ],
  'what somebody is asked about an exception goes with its series, which comes back as Microsoft has it': [
    weekly(here), exception(here), run, rule(there, 1), exception(there), rule(here, 0), exception(here), run, remove(here, 0), decide('microsoft'),
  ],
  'an exception that is made here while somebody is asked about its series, which is gone there, waits for the answer': [
    weekly(here), run, remove(there, 0), edit({ kind: 'edit', side: here, which: 0, field: 0 }), exception(here), run, exception(here), decide('strapi'),
  ],
}; // prettier-ignore

it.each(Object.entries(histories))('%s', async (_rule, steps) => {
  for (const seed of [0, 1]) await prove([calendar], { steps, conflictResolution: 'ask', seed }); // 0: Microsoft's search lags behind
});
