import { expect, it } from 'vitest';
import { tasksIn } from '../tasks/definition';
import { columnsOf } from './data';
import { InvalidItem } from './problem';

const definition = tasksIn({ timeZone: 'UTC', isRich: false });
const columns = (checklist: unknown) => columnsOf('tasks', { title: 'x', checklist }, { definition, canHold: null, current: null });

it('takes what a checklist holds', () => {
  const checklist = [{ title: 'One', id: 'a', isChecked: true }];
  expect(columns(checklist)).toMatchObject({ checklist });
});

it.each([1_000, 100_000])('says what is wrong with lists in lists, %i deep', (depth) => {
  let deep: unknown = 'x';
  for (let at = 0; at < depth; at += 1) deep = [deep];
  expect(() => columns([deep])).toThrow(InvalidItem);
  expect(() => columns([{ title: 'x', more: deep }])).toThrow(InvalidItem);
});
