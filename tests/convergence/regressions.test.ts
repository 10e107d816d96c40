import { it } from 'vitest';
import type { ConflictResolution, Resource } from '../../src/contracts';
import type { Edit } from './people';
import { prove } from './prove';
import type { History, Step } from './steps';

/** The shortest histories that have found a fault in the engine, each by what must be so. */
const calendar = 'calendar' as const;
const edit = (of: Edit): Step => ({ kind: 'edit', resource: calendar, edit: of });
const here = 'here' as const;
const there = 'there' as const;
const run: Step = { kind: 'run', resource: calendar };
const fault = (
  on: 'delta' | '$batch' | '/events' | 'exceptionOccurrences',
  as: 'dropped before' | 'dropped after' | 'html' | 'otherShape' | 'search lags',
): Step => ({ kind: 'run with a fault', resource: calendar, fault: { on, skip: 0, as } });
const weekly = (side: 'here' | 'there') => edit({ kind: 'create', side, shape: 4 });
const exception = (side: 'here' | 'there', nth = 0) => edit({ kind: 'part', side, which: 0, nth, how: 'subject' });
const cancel = (side: 'here' | 'there', nth = 0) => edit({ kind: 'part', side, which: 0, nth, how: 'cancel' });
const retitle = (side: 'here' | 'there') => edit({ kind: 'edit', side, which: 0, field: 0 });
const move = (side: 'here' | 'there') => edit({ kind: 'edit', side, which: 0, field: 3 });
const rule = (side: 'here' | 'there', of: number) => edit({ kind: 'rule', side, which: 0, rule: of });
const remove = (side: 'here' | 'there') => edit({ kind: 'delete', side, which: 0 });
const spoil: Step = edit({ kind: 'spoil', which: 0 });
const mend: Step = edit({ kind: 'mend' });
const between = (at: number, of: Edit): Step => ({ kind: 'run with an edit in between', resource: calendar, at, edit: of });

const histories: Record<string, readonly Step[]> = {
  'an entry that was deleted before its create was answered stays deleted, although the search does not know of it yet': [
    edit({ kind: 'create', side: here, shape: 0 }), { kind: 'killed run', resource: calendar, at: 34 }, remove(here), { kind: 'run with a fault', resource: calendar, fault: { on: '/events', skip: 0, as: 'search lags' } },
  ], // prettier-ignore
  'an exception that our own move of the series erased is written again': [
    weekly(here),
    { kind: 'killed run', resource: calendar, at: 32 },
    exception(there),
    retitle(here),
    move(here),
  ],
  'a series whose first reading was nonsense is read again, and no run fails of it': [weekly(here), fault('exceptionOccurrences', 'html')],
  'a series of Microsoft that did not answer once is read with the next run': [weekly(there), fault('exceptionOccurrences', 'html')],
  'a date that was cancelled and is none of a new rule is not tried for ever': [
    weekly(here),
    run,
    rule(there, 0),
    cancel(here, 1),
    fault('delta', 'dropped before'),
    edit({ kind: 'create', side: here, shape: 0 }),
  ],
  'a date that was cancelled in a new series is cancelled although the answer to its create was lost': [
    weekly(here),
    cancel(here),
    fault('/events', 'dropped after'),
  ],
  'a date that was cancelled in Microsoft stays so when Strapi moves the series': [
    weekly(here),
    run,
    move(here),
    cancel(there, 1),
    exception(here),
    fault('delta', 'dropped before'),
  ],
  'an exception whose series was deleted in Microsoft is kept as a loser': [
    weekly(here),
    run,
    remove(there),
    exception(here),
    fault('delta', 'dropped before'),
  ],
  'an exception that was written and erased in Microsoft at once goes': [
    edit({ kind: 'create', side: there, shape: 7 }), run, exception(here, 2), between(4, { kind: 'rule', side: there, which: 6, rule: 0 }),
  ], // prettier-ignore
  'an exception of an occurrence that was cancelled in Strapi meanwhile is kept as a loser': [
    weekly(here),
    run,
    cancel(here),
    exception(there),
  ],
  'an exception that cannot be read in Strapi, and was edited in Microsoft, has no second entry': [
    weekly(here),
    run,
    exception(here),
    edit({ kind: 'spoil', which: 1 }),
    exception(there),
    run,
  ],
  'an exception with a time of the day, of a series that Strapi has made one of whole days, is written once': [
    edit({ kind: 'create', side: here, shape: 0 }), run, rule(there, 1), exception(there, 5), move(here), run,
  ], // prettier-ignore
  'a single event that became a series with an exception comes in with it': [
    edit({ kind: 'create', side: here, shape: 0 }),
    run,
    rule(there, 0),
    exception(there),
  ],
  'an exception is kept as a loser when its series became a single event in Strapi': [
    weekly(here),
    run,
    rule(there, 0),
    exception(there),
    rule(here, 4),
    run,
  ],
  'exceptions are not given up because a second attempt finds what the first one did': [
    weekly(there), exception(there), { kind: 'killed run', resource: calendar, at: 30 }, weekly(here), move(here), { kind: 'run with a fault', resource: calendar, fault: { on: '/events', skip: 1, as: 'html' } }, fault('delta', 'dropped before'),
  ], // prettier-ignore
  'a series that is made again in Strapi comes with its exceptions': [
    weekly(here),
    run,
    exception(here),
    { kind: 'killed run', resource: calendar, at: 42 },
    remove(here),
    retitle(there),
    run,
  ],
  'an exception that somebody has just made is not written over': [
    weekly(here),
    run,
    exception(there),
    exception(here),
    { kind: 'feed lags', minutes: 10 },
    between(1, { kind: 'edit', side: here, which: 0, field: 0 }),
  ],
  'an exception does not come in when its series was deleted in Strapi': [
    edit({ kind: 'create', side: here, shape: 6 }),
    { kind: 'killed run', resource: calendar, at: 73 },
    edit({ kind: 'part', side: there, which: 3, nth: 5, how: 'location' }),
    remove(here),
  ],
  'a series that is made again in Microsoft comes with its exceptions': [weekly(here), exception(here), run, remove(there), retitle(here)],
  'an entry that comes back, for what its unanswered create has made was edited in Microsoft, is tied to it': [
    edit({ kind: 'create', side: here, shape: 0 }), { kind: 'killed run', resource: calendar, at: 40 }, edit({ kind: 'edit', side: there, which: 0, field: 2 }), remove(here), fault('/events', 'search lags'), run,
  ], // prettier-ignore
  'an exception comes in with its series, whose create was not answered': [
    weekly(here),
    fault('/events', 'otherShape'),
    exception(there),
    run,
  ],
  'an occurrence that somebody changes between our looking it up and our cancelling it is read first': [
    weekly(there),
    run,
    cancel(here, 1),
    between(3, { kind: 'part', side: there, which: 0, nth: 1, how: 'subject' }),
  ],
  'a series that never answered and is gone by the time of a full round is held no longer': [
    run,
    weekly(there),
    fault('exceptionOccurrences', 'html'),
    remove(there),
  ],
  'an exception of a single event that was made a series in Strapi is written with it': [
    edit({ kind: 'create', side: here, shape: 0 }),
    run,
    rule(here, 0),
    exception(here),
  ],
  'an exception on a date that a moved series has only in Strapi so far is written after the series': [
    weekly(here),
    run,
    edit({ kind: 'edit', side: here, which: 0, field: 3 }),
    exception(here, 3),
    retitle(here),
  ],
  'a series that was made, and never read, is read before it is deleted': [
    run, edit({ kind: 'create', side: here, shape: 0 }), { kind: 'feed lags', minutes: 10 }, rule(here, 0), { kind: 'killed run', resource: calendar, at: 33 }, remove(here), exception(there), run,
  ], // prettier-ignore
  'an exception made there of what an unanswered create has made is kept as a loser when the entry is deleted': [
    edit({ kind: 'create', side: here, shape: 0 }), { kind: 'run with a fault', resource: calendar, fault: { on: '$batch', skip: 0, as: 'html' } }, rule(there, 0), exception(there), { kind: 'clock is off', minutes: -5 }, remove(here), run, { kind: 'decide', resource: calendar, which: 0, winner: 'strapi' }, exception(here),
  ], // prettier-ignore
  'an exception that our own new rule erased right before its series was deleted there is kept as a loser': [
    weekly(here), run, exception(there), rule(here, 0), between(5, { kind: 'delete', side: there, which: 0 }), fault('delta', 'dropped before'),
  ], // prettier-ignore
  'an exception is not given up because Microsoft answered something else than where its occurrence is': [
    weekly(here), { kind: 'killed run', resource: calendar, at: 36 }, run, exception(here), { kind: 'run with a fault', resource: calendar, fault: { on: 'any', skip: 2, as: 'otherShape' } },
  ], // prettier-ignore
  'a series that was asked for and answered with something else comes in with the next run': [
    weekly(there),
    fault('exceptionOccurrences', 'otherShape'),
  ],
};

/** Under every strategy, `ask` too. */
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
    between(3, { kind: 'part', side: there, which: 0, nth: 0, how: 'subject' }),
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
    weekly(here), run, exception(here, 2), between(1, { kind: 'spoil', which: 0 }), move(here), between(2, { kind: 'part', side: there, which: 0, nth: 2, how: 'cancel' }), retitle(here), { kind: 'clock is off', minutes: -5 },
  ], // prettier-ignore
  'an exception that was edited in Microsoft while it cannot be read in Strapi is not taken away by a new rule': [
    weekly(there), exception(there), run, exception(there), rule(here, 0), edit({ kind: 'spoil', which: 1 }), { kind: 'killed run', resource: calendar, at: 1 }, between(4, { kind: 'mend' }),
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

const task = (of: Edit): Step => ({ kind: 'edit', resource: 'tasks', edit: of });
const runTasks: Step = { kind: 'run', resource: 'tasks' };
const ofTasks: Record<string, readonly Step[]> = {
  'a task that came and went in Microsoft before the list of changes named it goes from Strapi': [
    { kind: 'feed lags', minutes: 10 }, task({ kind: 'create', side: here, shape: 0 }), runTasks, runTasks, task({ kind: 'delete', side: there, which: 0 }),
  ], // prettier-ignore
  'a task that was deleted in Strapi is not brought back by an older version behind its removal': [
    task({ kind: 'create', side: there, shape: 0 }), task({ kind: 'create', side: here, shape: 0 }), runTasks, task({ kind: 'delete', side: here, which: 0 }), runTasks,
    { kind: 'run with a fault', resource: 'tasks', fault: { on: 'delta', skip: 0, as: 'replayed' } },
  ], // prettier-ignore
};

/** Under other settings, or in another Microsoft 365. */
const others: Record<string, Pick<History, 'steps' | 'direction' | 'isIfMatchIgnored'> & Partial<Pick<History, 'seed'>> & { readonly of: Resource; readonly under?: ConflictResolution }> = {
  'what somebody changed in To Do is not written over unseen, although To Do ignores If-Match and its feed lags': {
    of: 'tasks', isIfMatchIgnored: true,
    steps: [task({ kind: 'create', side: there, shape: 0 }), runTasks, { kind: 'feed lags', minutes: 10 }, task({ kind: 'edit', side: there, which: 0, field: 0 }), task({ kind: 'edit', side: here, which: 0, field: 0 }), runTasks],
  },
  'in a direction to Microsoft an edit there that a later one in Strapi writes over is kept as the loser': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, retitle(there), run, retitle(here)],
  },
  'in a direction to Microsoft an edit there is kept as the loser of a deletion in Strapi, also when it was seen before': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, retitle(there), run, remove(here)],
  },
  'in a direction to Microsoft an exception without a place is held, and Strapi is not written': { of: calendar, direction: 'strapi-to-microsoft', steps: [weekly(here), run, exception(here), rule(there, 4)] },
  'in a direction to Microsoft an exception that a moved series loses there is kept as the loser': { of: calendar, direction: 'strapi-to-microsoft', steps: [weekly(here), run, move(here), exception(there)] },
  'in a direction to Microsoft a series that was deleted there takes its exceptions along': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [weekly(here), exception(here), between(5, { kind: 'delete', side: there, which: 0 })],
  },
  'in a direction to Microsoft a start is not written over with the rule without a trace': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, edit({ kind: 'edit', side: there, which: 0, field: 4 }), rule(here, 4)],
  },
  'a deletion in Strapi is asked about no longer when the edit in To Do is taken back': {
    of: 'tasks', under: 'ask',
    steps: [
      task({ kind: 'create', side: here, shape: 0 }), task({ kind: 'edit', side: here, which: 0, field: 3 }), runTasks, task({ kind: 'edit', side: there, which: 0, field: 3 }),
      task({ kind: 'delete', side: here, which: 0 }), { kind: 'killed run', resource: 'tasks', at: 26 }, task({ kind: 'edit', side: there, which: 0, field: 3 }), task({ kind: 'edit', side: here, which: 0, field: 3 }),
    ],
  },
  'times are asked about as a whole': {
    of: calendar, under: 'ask', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, edit({ kind: 'edit', side: here, which: 0, field: 4 }), edit({ kind: 'edit', side: there, which: 0, field: 4 })],
  },
  'in a direction to Strapi an exception that was deleted there does not wait for its series to be written': {
    of: calendar, direction: 'microsoft-to-strapi',
    steps: [
      edit({ kind: 'create', side: there, shape: 4 }), exception(there), { kind: 'run with a fault', resource: calendar, fault: { on: 'delta', skip: 1, as: 'dropped before' } },
      edit({ kind: 'create', side: here, shape: 0 }), edit({ kind: 'delete', side: here, which: 4 }),
    ],
  },
  'in a direction to Microsoft a date that was cancelled there stays so when Strapi moves the series': { of: calendar, direction: 'strapi-to-microsoft', steps: [weekly(here), run, cancel(there, 1), run, move(here)] },
  'in a direction to Microsoft a date that was cancelled there stays so when Strapi moves the series twice': { of: calendar, direction: 'strapi-to-microsoft', steps: [weekly(here), run, cancel(there, 1), move(here), fault('$batch', 'dropped after'), run, move(here), run] },
  'in a direction to Microsoft an exception edited there keeps that edit when Strapi retitles its series': {
    of: calendar, direction: 'strapi-to-microsoft',
    steps: [weekly(here), exception(here), run, retitle(here), edit({ kind: 'edit', side: there, which: 1, field: 0 })],
  },
  'in a direction to Microsoft an edit there of an exception that a moved series has no place for is kept once': {
    of: calendar, direction: 'strapi-to-microsoft',
    steps: [edit({ kind: 'create', side: here, shape: 7 }), exception(here), run, edit({ kind: 'edit', side: here, which: 0, field: 3 }), edit({ kind: 'edit', side: there, which: 1, field: 0 })],
  },
  'in a direction to Microsoft an edit there of an exception that a moved series takes away is kept as the loser': {
    of: calendar, direction: 'strapi-to-microsoft',
    steps: [weekly(here), edit({ kind: 'part', side: here, which: 0, nth: 0, how: 'location' }), run, move(here), edit({ kind: 'edit', side: there, which: 1, field: 0 })],
  },
  'in a direction to Strapi a start that Microsoft moves takes the rule along that Strapi gave the event': {
    of: calendar, direction: 'microsoft-to-strapi', steps: [edit({ kind: 'create', side: there, shape: 0 }), run, move(there), rule(here, 2)],
  },
  'a date that is cancelled in Microsoft waits while somebody is asked whether the event is a series': {
    of: calendar, under: 'ask', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, move(here), rule(there, 2), cancel(there), exception(here)],
  },
  'what somebody is asked about an exception is kept as the loser when Strapi gives its series another rule': {
    of: calendar, under: 'ask', steps: [weekly(here), exception(here), { kind: 'run with a fault', resource: calendar, fault: { on: 'delta', skip: 1, as: 'dropped before' } }, edit({ kind: 'edit', side: there, which: 1, field: 2 }), edit({ kind: 'edit', side: here, which: 1, field: 2 }), { kind: 'decide', resource: calendar, which: 0, winner: 'strapi' }, rule(here, 0)],
  },
  'a date that is cancelled in Strapi waits while somebody is asked about the rule': {
    of: calendar, under: 'ask',
    steps: [
      edit({ kind: 'create', side: here, shape: 0 }), { kind: 'run with a fault', resource: calendar, fault: { on: 'delta', skip: 0, as: 'replayed' } }, rule(here, 0), rule(there, 3), move(here), cancel(here), between(1, { kind: 'edit', side: here, which: 0, field: 0 }),
    ],
  },
  'in a direction to Microsoft an exception that was cancelled there is cancelled again under the new rule that Strapi gives the series': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [weekly(here), exception(here), { kind: 'full run', resource: calendar }, rule(here, 0), edit({ kind: 'delete', side: there, which: 7 }), run],
  },
  'in a direction to Microsoft an exception without a place is written when Strapi gives its series another rule': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [weekly(here), run, rule(there, 2), exception(here, 1), run, rule(here, 0)],
  },
  'nobody is asked about an exception any more that went with its series on both sides': {
    of: calendar, under: 'ask',
    steps: [
      weekly(here), between(1, { kind: 'unmapped', which: 0 }), remove(there), exception(here), edit({ kind: 'delete', side: here, which: 3 }), exception(here),
      { kind: 'run with a fault', resource: calendar, fault: { on: 'delta', skip: 2, as: 'dropped before' } }, { kind: 'killed run', resource: calendar, at: 1 }, remove(here),
    ],
  },
  'in a direction to Microsoft a date that was cancelled there before the series was read stays so when Strapi gives it another rule': {
    of: calendar, direction: 'strapi-to-microsoft',
    steps: [
      weekly(here), { kind: 'killed run', resource: calendar, at: 40 }, edit({ kind: 'create', side: here, shape: 0 }), cancel(there), exception(here, 1), edit({ kind: 'delete', side: here, which: 1 }), rule(here, 0),
      edit({ kind: 'delete', side: here, which: 3 }), { kind: 'clock is off', minutes: -5 },
    ],
  },
  'in a direction to Microsoft what was made a series there is a single event again when Strapi moves it, and its edited occurrence is kept as a loser': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, rule(there, 0), exception(there), move(here)],
  },
  'a date that was cancelled in Strapi, and is none of the series that Microsoft has moved, is cancelled nowhere, wherever a run ends': {
    of: calendar, under: 'strapi-wins', seed: 8,
    steps: [weekly(here), { kind: 'full run', resource: calendar }, cancel(here), move(there), { kind: 'feed lags', minutes: 1 }, { kind: 'killed run', resource: calendar, at: 51 }],
  },
  'an exception that loses its place, and is edited in Strapi while that is found out, is kept as it was edited': {
    of: calendar, under: 'strapi-wins', seed: 0,
    steps: [
      weekly(here), { kind: 'killed run', resource: calendar, at: 7 }, between(1, { kind: 'part', side: here, which: 0, nth: 1, how: 'cancel' }), move(here), { kind: 'delta tokens expire' },
      exception(there), between(6, { kind: 'edit', side: here, which: 3, field: 0 }), { kind: 'clock is off', minutes: -5 },
    ],
  },
  'in a direction to Microsoft a date that was cancelled there is cancelled again, and what was made of it between is kept as a loser': {
    of: calendar, direction: 'strapi-to-microsoft', seed: 0,
    steps: [weekly(here), { kind: 'killed run', resource: calendar, at: 40 }, cancel(there, 2), move(here), { kind: 'run with a fault', resource: calendar, fault: { on: '/events', skip: 3, as: 'html' } }, exception(there, 1)],
  },
  'exceptions that both sides made are asked about where they differ': { of: calendar, under: 'ask', steps: [weekly(there), run, edit({ kind: 'part', side: here, which: 0, nth: 0, how: 'location' }), exception(there)] },
}; // prettier-ignore

it.each(Object.entries(others))('%s', async (_rule, { of, under, ...history }) => {
  for (const conflictResolution of under ? [under] : (['strapi-wins', 'microsoft-wins', 'newest-wins'] as const))
    await prove([of], { seed: 1, ...history, conflictResolution });
});

it.each([...Object.entries(ofDeletedExceptions), ...Object.entries(ofUnreadable)])('%s', async (_rule, steps) => {
  for (const conflictResolution of ['strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'] as const)
    for (const seed of [0, 1]) await prove([calendar], { steps, conflictResolution, seed });
});

it.each([...Object.entries(histories), ...Object.entries(ofTasks)])('%s', async (rule, steps) => {
  const resource = rule in ofTasks ? 'tasks' : calendar;
  for (const conflictResolution of ['strapi-wins', 'microsoft-wins', 'newest-wins'] as const)
    for (const seed of [0, 1]) await prove([resource], { steps, conflictResolution, seed }); // 0: Microsoft's search lags behind
});
