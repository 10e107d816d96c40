import { it } from 'vitest';
import { prove } from './prove';
import type { Step } from './steps';
import {
  calendar,
  edit,
  here,
  there,
  run,
  fault,
  weekly,
  exception,
  cancel,
  retitle,
  move,
  rule,
  remove,
  between,
  before,
  after,
  killed,
  task,
  runTasks,
} from './steps-in-words';

/** The shortest histories that have found a fault in the engine, each by what must be so. */
const histories: Record<string, readonly Step[]> = {
  'an entry that was deleted before its create was answered stays deleted, although the search does not know of it yet': [
    edit({ kind: 'create', side: here, shape: 0 }), killed(after('POST /events')), remove(here), { kind: 'run with a fault', resource: calendar, fault: { on: '/events', skip: 0, as: 'search lags' } },
  ], // prettier-ignore
  'an exception that our own move of the series erased is written again': [
    weekly(here),
    killed(after('POST /events')),
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
    edit({ kind: 'create', side: there, shape: 7 }), run, exception(here, 2), between(before('GET /events/{id}?$expand'), { kind: 'rule', side: there, which: 6, rule: 0 }),
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
    weekly(there), exception(there), killed(before('store.staged')), weekly(here), move(here), { kind: 'run with a fault', resource: calendar, fault: { on: '/events', skip: 1, as: 'html' } }, fault('delta', 'dropped before'),
  ], // prettier-ignore
  'a series that is made again in Strapi comes with its exceptions': [
    weekly(here),
    run,
    exception(here),
    killed(before('store.linksByDocumentId')),
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
    between(before('GET /calendarView/delta?$deltatoken'), { kind: 'edit', side: here, which: 0, field: 0 }),
  ],
  'an exception does not come in when its series was deleted in Strapi': [
    edit({ kind: 'create', side: here, shape: 6 }),
    killed(before('commit', 5)),
    edit({ kind: 'part', side: there, which: 3, nth: 5, how: 'location' }),
    remove(here),
  ],
  'a series that is made again in Microsoft comes with its exceptions': [weekly(here), exception(here), run, remove(there), retitle(here)],
  'an entry that comes back, for what its unanswered create has made was edited in Microsoft, is tied to it': [
    edit({ kind: 'create', side: here, shape: 0 }), killed(after('POST /events')), edit({ kind: 'edit', side: there, which: 0, field: 2 }), remove(here), fault('/events', 'search lags'), run,
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
    between(before('DELETE /events/{id}'), { kind: 'part', side: there, which: 0, nth: 1, how: 'subject' }),
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
    run, edit({ kind: 'create', side: here, shape: 0 }), { kind: 'feed lags', minutes: 10 }, rule(here, 0), killed(before('GET /events/{id}?$expand')), remove(here), exception(there), run,
  ], // prettier-ignore
  'an exception made there of what an unanswered create has made is kept as a loser when the entry is deleted': [
    edit({ kind: 'create', side: here, shape: 0 }), { kind: 'run with a fault', resource: calendar, fault: { on: '$batch', skip: 0, as: 'html' } }, rule(there, 0), exception(there), { kind: 'clock is off', minutes: -5 }, remove(here), run, { kind: 'decide', resource: calendar, which: 0, winner: 'strapi' }, exception(here),
  ], // prettier-ignore
  'an exception that our own new rule erased right before its series was deleted there is kept as a loser': [
    weekly(here), run, exception(there), rule(here, 0), between(before('GET /events/{id}?$expand', 2), { kind: 'delete', side: there, which: 0 }), fault('delta', 'dropped before'),
  ], // prettier-ignore
  'an exception is not given up because Microsoft answered something else than where its occurrence is': [
    weekly(here), killed(after('POST /events')), run, exception(here), { kind: 'run with a fault', resource: calendar, fault: { on: 'any', skip: 2, as: 'otherShape' } },
  ], // prettier-ignore
  'what a create was sent with the second time is nobody’s edit': [
    edit({ kind: 'create', side: here, shape: 0 }), fault('$batch', 'dropped before'), retitle(here),
    between(before('POST /events'), { kind: 'edit', side: here, which: 0, field: 0 }),
  ], // prettier-ignore
  'nor where that was not answered either': [
    edit({ kind: 'create', side: here, shape: 0 }), fault('$batch', 'dropped before'), retitle(here), killed(after('POST /events')), retitle(here),
  ], // prettier-ignore
  'nor is what it was sent with the third time': [
    edit({ kind: 'create', side: here, shape: 0 }), fault('$batch', 'dropped before'), retitle(here), fault('$batch', 'dropped before'), retitle(here),
    killed(after('POST /events')), retitle(here),
  ], // prettier-ignore
  'a series that was asked for and answered with something else comes in with the next run': [
    weekly(there),
    fault('exceptionOccurrences', 'otherShape'),
  ],
};

const ofTasks: Record<string, readonly Step[]> = {
  'a task that came and went in Microsoft before the list of changes named it goes from Strapi': [
    { kind: 'feed lags', minutes: 10 }, task({ kind: 'create', side: here, shape: 0 }), runTasks, runTasks, task({ kind: 'delete', side: there, which: 0 }),
  ], // prettier-ignore
  'a task that the process made that then died, and that was deleted in Microsoft before the next run, goes from Strapi': [
    task({ kind: 'create', side: here, shape: 0 }), killed(before('begin', 5), 'tasks'), task({ kind: 'delete', side: there, which: 0 }),
  ], // prettier-ignore
  'a task that was deleted in Strapi is not brought back by an older version behind its removal': [
    task({ kind: 'create', side: there, shape: 0 }), task({ kind: 'create', side: here, shape: 0 }), runTasks, task({ kind: 'delete', side: here, which: 0 }), runTasks,
    { kind: 'run with a fault', resource: 'tasks', fault: { on: 'delta', skip: 0, as: 'replayed' } },
  ], // prettier-ignore
};

it.each([...Object.entries(histories), ...Object.entries(ofTasks)])('%s', async (rule, steps) => {
  const resource = rule in ofTasks ? 'tasks' : calendar;
  for (const conflictResolution of ['strapi-wins', 'microsoft-wins', 'newest-wins'] as const)
    for (const seed of [0, 1]) await prove([resource], { steps, conflictResolution, seed }); // 0: Microsoft's search lags behind
});
