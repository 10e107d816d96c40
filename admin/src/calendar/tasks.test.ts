import { expect, it } from 'vitest';

import type { CalendarTask } from '../../../src/contracts/http-calendar';
import { grouped, groupOf, listsOf } from './tasks';

const task = (of: Partial<CalendarTask>) => ({ title: '', taskStatus: 'notStarted', dueDate: null, listName: null, ...of }) as CalendarTask;

it.each([
  ['overdue', { dueDate: '2026-03-01' }],
  ['today', { dueDate: '2026-03-02' }],
  ['later', { dueDate: '2026-03-03' }],
  ['undated', {}],
  ['completed', { dueDate: '2026-03-01', taskStatus: 'completed' }],
])('a task is %s with %j', (group, of) => expect(groupOf(task(of), '2026-03-02')).toBe(group));

it('tasks stand by group, and in it by date and title; of one list or of all', () => {
  const tasks = [
    task({ title: 'b', dueDate: '2026-03-05', listName: 'Work' }),
    task({ title: 'a', dueDate: '2026-03-05', listName: 'Home' }),
    task({ title: 'c', dueDate: '2026-03-04', listName: 'Work' }),
  ];
  const titles = (list: string | null) =>
    grouped(tasks, { today: '2026-03-02', list })
      .get('later')
      ?.map(({ title }) => title);
  expect(titles(null)).toEqual(['c', 'a', 'b']);
  expect(titles('Work')).toEqual(['c', 'b']);
  expect(listsOf(tasks)).toEqual(['Home', 'Work']);
});
