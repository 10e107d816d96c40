import { beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../clock.js';
import { Mailbox } from '../mailbox/mailbox.js';
import type { RecurringCompletion, RecurringDueDate } from './behaviour.js';
import type { TasksSide } from './tasks-side.js';
import { createTasksSide } from './tasks-side.js';

let side: TasksSide;
let id: string;
const weekly = {
  pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
  range: { type: 'numbered', startDate: '2026-03-23', numberOfOccurrences: 3 },
};

beforeEach(() => {
  const clock = createClock(() => Date.parse('2026-03-23T10:00:00Z'));
  const mailbox = new Mailbox({ address: 'ada@sandbox.example', name: 'Ada', id: 'ada', timeZone: 'W. Europe Standard Time' }, 1, clock, 0);
  side = createTasksSide(mailbox);
  id = side.addTask({
    title: 'Report',
    dueDate: '2026-03-23',
    reminderDateTime: { dateTime: '2026-03-23T08:00:00', timeZone: 'W. Europe Standard Time' },
    recurrence: weekly,
    linkedResources: [{ externalId: 'doc-1' }],
  })['id'] as string;
});

/** [is it the first id, status, due date, does it recur] of every task. */
const look = () => side.listTasks().map((task) => [task['id'] === id, task['status'], task['dueDate'], 'recurrence' in task]);

describe('completing a recurring task', () => {
  it.each<[RecurringCompletion, string, unknown[][]]>([
    [
      'sameIdMovesOn',
      'notStarted',
      [
        [true, 'notStarted', '2026-03-30', true],
        [false, 'completed', '2026-03-23', false],
      ],
    ],
    [
      'sameIdMovesOnLater',
      'completed',
      [
        [true, 'notStarted', '2026-03-30', true],
        [false, 'completed', '2026-03-23', false],
      ],
    ],
    ['sameIdMovesOnAlone', 'notStarted', [[true, 'notStarted', '2026-03-30', true]]],
    [
      'newTaskFollows',
      'completed',
      [
        [true, 'completed', '2026-03-23', false],
        [false, 'notStarted', '2026-03-30', true],
      ],
    ],
    ['seriesEnds', 'completed', [[true, 'completed', '2026-03-23', true]]],
  ])('as %s answers %s', (recurringCompletion, answered, expected) => {
    side.behave({ recurringCompletion });
    expect(side.completeTask(id)['status']).toBe(answered);
    expect(look()).toEqual(expected);
  });

  it('moves the reminder along, over the change of the clocks', () => {
    expect(side.completeTask(id)['reminderDateTime']).toEqual({ dateTime: '2026-03-30T06:00:00.0000000', timeZone: 'UTC' });
  });

  it('completes the last occurrence for good', () => {
    for (let times = 0; times < 3; times += 1) side.completeTask(id);
    expect(side.getTask(id)).toMatchObject({ status: 'completed', dueDate: '2026-04-06' });
    expect(side.listTasks()).toHaveLength(3);
  });

  it('drifts over the change of the clocks where the due date was written in UTC', () => {
    const utc = side.addTask({ title: 'UTC', dueDateTime: { dateTime: '2026-03-22T23:00:00', timeZone: 'UTC' }, recurrence: weekly });
    side.behave({ dueDateHour: 'kept' });
    const kept = side.changeTask(utc['id'] as string, {
      dueDateTime: { dateTime: '2026-03-22T23:00:00', timeZone: 'UTC' },
      recurrence: weekly,
    });
    expect(kept['dueDate']).toBe('2026-03-23');
    expect(side.completeTask(utc['id'] as string)['dueDateTime']).toMatchObject({ dateTime: '2026-03-23T23:00:00.0000000' });
  });

  it.each([
    ['kept', 1],
    ['lost', 0],
  ] as const)('gives the second task its linked resources, or not: %s', (copiedLinkedResources, count) => {
    side.behave({ copiedLinkedResources });
    side.completeTask(id);
    expect(side.listTasks()[1]?.['linkedResources']).toHaveLength(count);
  });
});

describe('another due date for a recurring task', () => {
  it.each<[RecurringDueDate, unknown[][]]>([
    [
      'secondTaskAtNewDate',
      [
        [true, 'notStarted', '2026-03-23', true],
        [false, 'notStarted', '2026-03-26', false],
      ],
    ],
    [
      'secondTaskAtOldDate',
      [
        [true, 'notStarted', '2026-03-26', true],
        [false, 'notStarted', '2026-03-23', false],
      ],
    ],
    ['jumpsToNext', [[true, 'notStarted', '2026-03-30', true]]],
    ['moves', [[true, 'notStarted', '2026-03-26', true]]],
  ])('does %s', (recurringDueDate, expected) => {
    side.behave({ recurringDueDate });
    side.changeTask(id, { dueDate: '2026-03-26' });
    expect(look()).toEqual(expected);
  });

  it('that is the old one, or comes with a rule, is simply written', () => {
    side.changeTask(id, { dueDate: '2026-03-23', title: 'Same' });
    side.behave({ dueDateHour: 'kept' });
    side.changeTask(id, { dueDateTime: { dateTime: '2026-03-22T23:00:00', timeZone: 'UTC' } });
    side.changeTask(id, { dueDate: '2026-03-30', recurrence: weekly });
    expect(look()).toEqual([[true, 'notStarted', '2026-03-30', true]]);
  });
});
