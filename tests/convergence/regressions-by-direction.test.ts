import { it } from 'vitest';
import type { ConflictResolution, Resource } from '../../src/contracts';
import { prove } from './prove';
import type { History } from './steps';
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

/** The shortest histories that have found a fault in the engine, each by what must be so: of one direction, one strategy or one order of answers. */
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
    of: calendar, direction: 'strapi-to-microsoft', steps: [weekly(here), exception(here), between(before('GET /events/{id}/instances'), { kind: 'delete', side: there, which: 0 })],
  },
  'in a direction to Microsoft a start is not written over with the rule without a trace': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, edit({ kind: 'edit', side: there, which: 0, field: 4 }), rule(here, 4)],
  },
  'a deletion in Strapi is asked about no longer when the edit in To Do is taken back': {
    of: 'tasks', under: 'ask',
    steps: [
      task({ kind: 'create', side: here, shape: 0 }), task({ kind: 'edit', side: here, which: 0, field: 3 }), runTasks, task({ kind: 'edit', side: there, which: 0, field: 3 }),
      task({ kind: 'delete', side: here, which: 0 }), killed(before('store.staged'), 'tasks'), task({ kind: 'edit', side: there, which: 0, field: 3 }), task({ kind: 'edit', side: here, which: 0, field: 3 }),
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
      edit({ kind: 'create', side: here, shape: 0 }), { kind: 'run with a fault', resource: calendar, fault: { on: 'delta', skip: 0, as: 'replayed' } }, rule(here, 0), rule(there, 3), move(here), cancel(here), between(before('GET /calendarView/delta?$deltatoken'), { kind: 'edit', side: here, which: 0, field: 0 }),
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
      weekly(here), between(before('GET /calendars'), { kind: 'unmapped', which: 0 }), remove(there), exception(here), edit({ kind: 'delete', side: here, which: 3 }), exception(here),
      { kind: 'run with a fault', resource: calendar, fault: { on: 'delta', skip: 2, as: 'dropped before' } }, killed(before('store.pending')), remove(here),
    ],
  },
  'in a direction to Microsoft a date that was cancelled there before the series was read stays so when Strapi gives it another rule': {
    of: calendar, direction: 'strapi-to-microsoft',
    steps: [
      weekly(here), killed(after('POST /events')), edit({ kind: 'create', side: here, shape: 0 }), cancel(there), exception(here, 1), edit({ kind: 'delete', side: here, which: 1 }), rule(here, 0),
      edit({ kind: 'delete', side: here, which: 3 }), { kind: 'clock is off', minutes: -5 },
    ],
  },
  'in a direction to Microsoft an exception that was made there of what both sides have made a series is kept as the loser': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, rule(there, 0), rule(here, 2), exception(there)],
  },
  'in a direction to Microsoft what was made a series there is a single event again when Strapi moves it, and its edited occurrence is kept as a loser': {
    of: calendar, direction: 'strapi-to-microsoft', steps: [edit({ kind: 'create', side: here, shape: 0 }), run, rule(there, 0), exception(there), move(here)],
  },
  'a date that was cancelled in Strapi, and is none of the series that Microsoft has moved, is cancelled nowhere, wherever a run ends': {
    of: calendar, under: 'strapi-wins', seed: 8,
    steps: [weekly(here), { kind: 'full run', resource: calendar }, cancel(here), move(there), { kind: 'feed lags', minutes: 1 }, killed(before('begin', 4))],
  },
  'an exception that loses its place, and is edited in Strapi while that is found out, is kept as it was edited': {
    of: calendar, under: 'strapi-wins', seed: 0,
    steps: [
      weekly(here), killed(after('GET /calendarView/delta')), between(before('GET /calendars'), { kind: 'part', side: here, which: 0, nth: 1, how: 'cancel' }), move(here), { kind: 'delta tokens expire' },
      exception(there), between(before('GET /events/{id}/instances'), { kind: 'edit', side: here, which: 3, field: 0 }), { kind: 'clock is off', minutes: -5 },
    ],
  },
  'in a direction to Microsoft a date that was cancelled there is cancelled again, and what was made of it between is kept as a loser': {
    of: calendar, direction: 'strapi-to-microsoft', seed: 0,
    steps: [weekly(here), killed(after('POST /events')), cancel(there, 2), move(here), { kind: 'run with a fault', resource: calendar, fault: { on: '/events', skip: 3, as: 'html' } }, exception(there, 1)],
  },
  'in a direction to Strapi nothing is held of an exception whose series repeats no more, whatever people there have made of it': {
    of: calendar, direction: 'microsoft-to-strapi', seed: 0,
    steps: [
      edit({ kind: 'create', side: there, shape: 4 }), exception(there), run, edit({ kind: 'move part', which: 0, to: 0, nth: 0 }), edit({ kind: 'spoil', which: 1 }),
      edit({ kind: 'together', side: there, which: 0, field: 4, of: 'rule' }), { kind: 'full run', resource: calendar }, run,
    ],
  },
  'in a direction to Microsoft an exception that our own unanswered write has taken away is written again, also when the list of changes says that it is gone': {
    of: calendar, direction: 'strapi-to-microsoft', isIfMatchIgnored: true,
    steps: [
      weekly(here), exception(here), run, run, edit({ kind: 'together', side: here, which: 0, field: 0, of: 'rule' }),
      { kind: 'run with a fault', resource: calendar, fault: { on: '/events', skip: 3, as: 'otherShape' } }, { kind: 'run with a fault', resource: calendar, fault: { on: 'delta', skip: 0, as: 'dropped before' } },
    ],
  },
  'in a direction to Microsoft what an exception takes over of its series is put right, also when it could not be read meanwhile': {
    of: calendar, direction: 'strapi-to-microsoft', seed: 0,
    steps: [
      weekly(here), exception(here), run, edit({ kind: 'together', side: here, which: 0, field: 1, of: 'edit' }),
      { kind: 'run with an edit in between', resource: calendar, at: before('GET /calendarView/delta?$deltatoken'), edit: { kind: 'spoil', which: 1 } },
    ],
  },
  'in a direction to Microsoft an exception that was put on another date while its series could not be read is written there once it can': {
    of: calendar, direction: 'strapi-to-microsoft',
    steps: [
      weekly(here), exception(here), run, edit({ kind: 'spoil', which: 0 }),
      edit({ kind: 'move part', which: 0, to: 0, nth: 0 }), killed(before('store.held', 2)),
    ],
  },
  'in a direction to Strapi what Microsoft has made of an exception comes in where that was put on another date and its series stops repeating here': {
    of: calendar, direction: 'microsoft-to-strapi',
    steps: [
      weekly(there), exception(there), run, edit({ kind: 'move part', which: 0, to: 0, nth: 0 }), rule(there, 0), exception(there),
      { kind: 'run with an edit in between', resource: calendar, at: before('GET /calendarView/delta?$deltatoken'), edit: { kind: 'rule', side: here, which: 0, rule: 4 } },
    ],
  },
  'a start that a rule moves which somebody has given it there meanwhile has been changed by both, also where If-Match is ignored': {
    of: calendar, isIfMatchIgnored: true, seed: 0,
    steps: [edit({ kind: 'create', side: there, shape: 0 }), { kind: 'feed lags', minutes: 10 }, run, rule(there, 2), move(here), run],
  },
  'what a list tells to have changed there, and does not answer, is read before it is written over, also where If-Match is ignored': {
    of: calendar, isIfMatchIgnored: true, seed: 4,
    steps: [
      weekly(here), exception(here), run, edit({ kind: 'part', side: here, which: 0, nth: 0, how: 'location' }), edit({ kind: 'part', side: there, which: 0, nth: 0, how: 'location' }),
      { kind: 'delta tokens expire' }, { kind: 'run with a fault', resource: calendar, fault: { on: 'any', skip: 3, as: 'empty' } }, retitle(here), run,
    ],
  },
  'exceptions that both sides made are asked about where they differ': { of: calendar, under: 'ask', steps: [weekly(there), run, edit({ kind: 'part', side: here, which: 0, nth: 0, how: 'location' }), exception(there)] },
}; // prettier-ignore

it.each(Object.entries(others))('%s', async (_rule, { of, under, ...history }) => {
  for (const conflictResolution of under ? [under] : (['strapi-wins', 'microsoft-wins', 'newest-wins'] as const))
    await prove([of], { seed: 1, ...history, conflictResolution });
});
