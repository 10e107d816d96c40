import { it } from 'vitest';
import { prove } from './prove';
import type { Step } from './steps';
import {
  calendar,
  edit,
  here,
  there,
  run,
  weekly,
  exception,
  cancel,
  retitle,
  move,
  rule,
  remove,
  spoil,
  mend,
  between,
  before,
  killed,
} from './steps-in-words';

/** The shortest histories that have found a fault in the engine, each by what must be so: exceptions that are deleted, rows that cannot be read. */
const ofDeletedExceptions: Record<string, readonly Step[]> = {
  'an exception that is deleted here and edited there goes by the strategy': [
    weekly(there),
    exception(there),
    run,
    edit({ kind: 'delete', side: here, which: 1 }),
    exception(there),
  ],
  'an occurrence that is cancelled here and edited there goes by the strategy': [weekly(here), run, cancel(here), exception(there)],
  'so it does where the list of changes has not told of the edit yet': [
    weekly(here),
    run,
    run,
    { kind: 'feed lags', minutes: 10 },
    exception(there),
    cancel(here),
    run,
  ],
  'so it does where the edit comes right before the cancellation is sent': [
    weekly(here),
    run,
    cancel(here),
    between(before('GET /events/{id}?$expand'), { kind: 'part', side: there, which: 0, nth: 0, how: 'subject' }),
  ],
  'an exception that is asked about goes with its series, and is kept': [
    weekly(here),
    exception(here),
    run,
    edit({ kind: 'delete', side: here, which: 1 }),
    exception(there),
    run,
    remove(here),
  ],
  'an exception that is asked about goes with the rule of its series, and is kept': [
    weekly(here),
    exception(here),
    run,
    edit({ kind: 'delete', side: here, which: 1 }),
    exception(there),
    run,
    rule(here, 2),
  ],
  'an exception that is asked about and edited once more is asked about as it is then': [
    weekly(here),
    run,
    cancel(here),
    exception(there),
    run,
    exception(there),
    run,
    { kind: 'decide', resource: calendar, which: 0, winner: 'strapi' },
    exception(there),
    run,
  ],
};

/** Rows that cannot be read for a while: under every strategy, `ask` too. */
const ofUnreadable: Record<string, readonly Step[]> = {
  'an exception that waited for its series, and whose date was cancelled in Microsoft meanwhile, is kept as a loser': [
    weekly(here), run, exception(here, 2), between(before('GET /calendarView/delta?$deltatoken'), { kind: 'spoil', which: 0 }), move(here), between(before('GET /events/{id}?$expand'), { kind: 'part', side: there, which: 0, nth: 2, how: 'cancel' }), retitle(here), { kind: 'clock is off', minutes: -5 },
  ], // prettier-ignore
  'an exception that was edited in Microsoft while it cannot be read in Strapi is not taken away by a new rule': [
    weekly(there), exception(there), run, exception(there), rule(here, 0), edit({ kind: 'spoil', which: 1 }), killed(before('store.pending')), run,
  ], // prettier-ignore
  'an exception that was edited in Microsoft while it could not be read, and is deleted, does not go before that edit was seen': [
    weekly(here), exception(here), run, edit({ kind: 'spoil', which: 1 }), edit({ kind: 'edit', side: there, which: 1, field: 0 }), run, edit({ kind: 'delete', side: here, which: 1 }), run,
  ], // prettier-ignore
  'a series that cannot be read is given to somebody else with an exception that was to be written': [
    weekly(there), exception(there), run, exception(here, 1), killed(before('store.linksByMicrosoftId', 2)), spoil, killed(before('store.pending')), edit({ kind: 'give', which: 0 }),
  ], // prettier-ignore
  'an edit in an entry that cannot be read is not written over by one in Microsoft': [
    edit({ kind: 'create', side: here, shape: 0 }),
    run,
    retitle(here),
    spoil,
    run,
    retitle(there),
    run,
    mend,
  ],
  'so it is not where the entry was never held before': [
    edit({ kind: 'create', side: here, shape: 0 }),
    run,
    retitle(here),
    spoil,
    retitle(there),
    run,
    mend,
    run,
  ],
  'an edit in an entry that cannot be read is not lost when the event is deleted in Microsoft': [
    edit({ kind: 'create', side: here, shape: 0 }),
    run,
    retitle(here),
    spoil,
    run,
    remove(there),
    run,
    run,
    mend,
  ],
  'what changed in Microsoft while the entry could not be read comes in when it can, whoever wins': [
    edit({ kind: 'create', side: here, shape: 0 }),
    run,
    spoil,
    edit({ kind: 'edit', side: there, which: 0, field: 2 }),
    run,
    mend,
  ],
  'an entry that cannot be read and is deleted goes from Microsoft, unless it was edited there': [
    edit({ kind: 'create', side: here, shape: 0 }),
    run,
    spoil,
    retitle(there),
    run,
    remove(here),
  ],
  'an entry that cannot be read and was never in Microsoft is held no longer when it is deleted': [
    edit({ kind: 'create', side: here, shape: 0 }),
    spoil,
    run,
    remove(here),
    edit({ kind: 'create', side: here, shape: 0 }),
  ],
  'an exception that is deleted there, and here once a run has died over it, is cancelled by whatever rule': [
    weekly(here),
    exception(here),
    run,
    edit({ kind: 'delete', side: there, which: 1 }),
    killed(before('store.held', 2)),
    rule(there, 0),
    edit({ kind: 'delete', side: here, which: 1 }),
  ],
  'an exception of a series that cannot be read goes by the strategy when it can': [
    weekly(there),
    exception(there),
    run,
    edit({ kind: 'delete', side: here, which: 1 }),
    spoil,
    exception(there),
    run,
    run,
    mend,
  ],
  'an occurrence that was cancelled in a series that cannot be read does not come back as an exception': [
    weekly(here),
    run,
    cancel(here),
    spoil,
    exception(there),
    run,
    mend,
  ],
  'an exception of a series that cannot be read is not given up': [
    edit({ kind: 'create', side: here, shape: 0 }),
    run,
    rule(here, 0),
    spoil,
    exception(here),
    run,
    mend,
  ],
  'an exception that cannot be read is not lost when its series is deleted in Microsoft': [
    weekly(here),
    exception(here),
    run,
    exception(here),
    edit({ kind: 'spoil', which: 1 }),
    remove(there),
    run,
    run,
    mend,
  ],
  'an exception that cannot be read keeps an edit in Microsoft for later': [
    weekly(here),
    exception(here),
    run,
    edit({ kind: 'spoil', which: 1 }),
    run,
    exception(there),
    run,
    mend,
  ],
};

it.each([...Object.entries(ofDeletedExceptions), ...Object.entries(ofUnreadable)])('%s', async (_rule, steps) => {
  for (const conflictResolution of ['strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'] as const)
    for (const seed of [0, 1]) await prove([calendar], { steps, conflictResolution, seed });
});
