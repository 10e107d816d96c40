import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { materialFor } from '../../sandbox/testing/material';
import { openTasksOffice, type TasksOffice } from '../support';
import { startStubGraph, type StubAnswer, type StubGraph, type StubRequest } from '../support/stub-graph';

type Raw = Record<string, unknown>;

const none = { created: 0, updated: 0, deleted: 0 };
const folder = materialFor('shared/graph/recorded');
/** Empty where the answers are not there, and nothing runs. */
const read = (name: string): Raw =>
  folder === undefined ? {} : (JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Raw);
const tasksOf = (answered: Raw): Raw[] => structuredClone(Array.isArray(answered['value']) ? (answered['value'] as Raw[]) : [answered]);

/** Every recorded answer that holds tasks, with the due dates that a person in Los Angeles sees, and their steps. */
const recorded = [
  { name: 'todo_list_1_tasks', due: ['2021-12-31', null], steps: [['Step 1!', 'Step 2', 'Step 3'], []] },
  { name: 'todo_list_1_tasks_completed', due: ['2021-12-31', null], steps: [[], []] },
  { name: 'todo_list_1_tasks_completed2', due: ['2021-12-31', null], steps: [[], []] },
  { name: 'todo_list_1_tasks_updated', due: ['2021-12-31', null, null], steps: [[], [], []] },
  { name: 'todo_list_2_tasks', due: ['2021-12-31', '2021-12-31'], steps: [[], []] },
  { name: 'todo_get_1', due: ['2099-01-01'], steps: [['Step 1!', 'Step 2', 'Step 3']] },
  { name: 'todo_get_2', due: [null], steps: [[]] },
  { name: 'todo_save', due: [null], steps: [[]] },
];
const table: string[] = [];

describe.skipIf(folder === undefined)('To Do answers recorded from the real service', () => {
  let at: TasksOffice;
  let stub: StubGraph;
  afterEach(async () => {
    await at.close();
    await stub.close();
  });
  afterAll(() => void process.stdout.write(`\n${['recorded answer | tasks | arrived | steps', ...table].join('\n')}\n`));

  const openWith = async (tasks: readonly Raw[]): Promise<RecordedToDo> => {
    const todo = new RecordedToDo(tasks);
    stub = await startStubGraph((request, graph) => todo.answer(request, graph));
    at = await openTasksOffice({ graph: stub.graph });
    return todo;
  };
  const writes = () => stub.requests.filter(({ method, path: of }) => method !== 'GET' && of !== '/$batch');
  const expectQuiet = async () => {
    const before = writes().length;
    expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
    expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
    expect(writes()).toHaveLength(before);
  };
  const steps = (row: Raw) =>
    ((row['checklist'] ?? []) as { title: string; isChecked: boolean }[]).map(({ title, isChecked }) => `${title}${isChecked ? '!' : ''}`);

  it.each(recorded)('$name arrives, and the next run writes nothing', async ({ name, due, steps: expected }) => {
    const tasks = tasksOf(read(`MS365-ToDo.${name}`));
    await openWith(tasks);
    expect(await at.sync()).toMatchObject({ strapi: { ...none, created: tasks.length }, microsoft: none, held: 0, leftAlone: 0 });
    const rows = await at.tasks();
    expect(rows).toMatchObject(
      tasks.map((task, nth) => ({
        title: task['title'],
        body: (task['body'] as { content: string }).content || null,
        taskStatus: task['status'],
        importance: task['importance'],
        categories: task['categories'],
        isReminderOn: task['isReminderOn'] && task['reminderDateTime'] !== undefined,
        reminderAt: task['reminderDateTime'] ? `${(task['reminderDateTime'] as { dateTime: string }).dateTime.slice(0, 19)}.000Z` : null,
        dueDate: due[nth],
        completedDate: task['completedDateTime'] ? (task['completedDateTime'] as { dateTime: string }).dateTime.slice(0, 10) : null,
        listName: 'ToDo List 1',
      })).map(({ body, ...row }) => (body === null ? row : { body, ...row })),
    ); // prettier-ignore
    expect(rows.map(steps)).toEqual(expected);
    table.push([name, tasks.length, rows.length, rows.flatMap(steps).length].join(' | '));
    await expectQuiet();
    expect(writes()).toEqual([]);
  });

  it('what people change on either side goes to the other, and then nothing is written', async () => {
    const todo = await openWith(tasksOf(read('MS365-ToDo.todo_list_1_tasks')));
    await at.sync();
    const [first] = await at.tasks();
    const [one, ...others] = first?.['checklist'] as { id: string; title: string; isChecked: boolean }[];
    await at.update(String(first?.['documentId']), {
      title: 'Task 1 here',
      checklist: [...others, { ...one, title: 'Step one' }, { title: 'Step 4' }],
    });
    todo.change('list1task2', { status: 'completed', completedDateTime: { dateTime: '2026-03-01T00:00:00.0000000', timeZone: 'UTC' } });
    await at.create({ title: 'A new task', dueDate: '2026-03-10', checklist: [{ title: 'Step', isChecked: true }] });
    await at.sync();
    const names = (id: string) =>
      ((todo.tasks.get(id)?.['checklistItems'] ?? []) as Raw[])
        .map(({ displayName, isChecked }) => `${String(displayName)}${isChecked === true ? '!' : ''}`)
        .sort();
    expect(todo.tasks.get('list1task1')).toMatchObject({ title: 'Task 1 here' });
    expect(names('list1task1')).toEqual(['Step 2', 'Step 3', 'Step 4', 'Step one!']);
    expect([...todo.tasks.values()].at(-1)).toMatchObject({
      title: 'A new task',
      dueDateTime: { dateTime: '2026-03-10T00:00:00', timeZone: 'Pacific Standard Time' },
    });
    expect(names('made-1')).toEqual(['Step!']);
    expect(await at.tasks()).toMatchObject([
      { title: 'A new task', listName: 'ToDo List 1' },
      { title: 'Task 1 here' },
      { title: 'Task 2', taskStatus: 'completed', completedDate: '2026-03-01' },
    ]);
    await expectQuiet();
  });

  const task = (changes: Raw = {}): Raw => ({ ...(tasksOf(read('MS365-ToDo.todo_get_1'))[0] ?? {}), ...changes });
  it.each<{ what: string; answer: Raw; row: Raw }>([
    {
      what: 'with nothing but an id and a title',
      answer: Object.fromEntries(
        Object.keys(task())
          .filter((key) => key !== 'id' && key !== 'title')
          .map((key) => [key, undefined]),
      ),
      row: { title: 'Task 1', taskStatus: 'notStarted', dueDate: null },
    },
    {
      what: 'with null wherever null can stand',
      answer: {
        title: null,
        body: null,
        categories: null,
        dueDateTime: null,
        reminderDateTime: null,
        checklistItems: null,
        linkedResources: null,
        recurrence: null,
      },
      row: { title: '', dueDate: null, isReminderOn: false },
    },
    {
      what: 'with an HTML body',
      answer: { body: { contentType: 'html', content: '<p>One</p><p>Two &amp; three</p>' } },
      row: { body: 'One\nTwo & three' },
    },
    {
      what: 'with values of enumerations that are newer than we are',
      answer: { status: 'delegated', importance: 'urgent' },
      row: { taskStatus: 'notStarted', importance: 'normal' },
    },
    {
      what: 'with steps that are none',
      answer: { checklistItems: [null, {}, { id: 's', displayName: '' }, { id: 't', displayName: ' Call  her ', isChecked: null }] },
      row: { checklist: [{ id: 't', title: 'Call her', isChecked: false }] },
    },
    {
      what: 'that recurs in a way nobody knows',
      answer: { recurrence: { pattern: { type: 'hourly', interval: 2 }, range: { type: 'noEnd' } } },
      row: { recurrence: 'X-MICROSOFT' },
    },
    {
      what: 'due at the midnight of Tokyo',
      answer: { dueDateTime: { dateTime: '2026-03-09T15:00:00.0000000', timeZone: 'UTC' } },
      row: { dueDate: '2026-03-09' },
    },
    { what: 'with properties nobody declared', answer: { sensitivityLabel: { id: 1 }, assignee: 'x' }, row: { title: 'Task 1' } },
  ])('a task $what arrives, and the next run writes nothing', async ({ answer, row }) => {
    await openWith([task(answer)]);
    expect(await at.sync()).toMatchObject({ strapi: { ...none, created: 1 }, microsoft: none, held: 0 });
    expect(await at.tasks()).toMatchObject([row]);
    await expectQuiet();
  });

  it('a task whose date is none holds only itself, with the reason, and comes in when it is right', async () => {
    const todo = await openWith([
      task({ dueDateTime: { dateTime: '2026-02-31T00:00:00', timeZone: 'UTC' } }),
      task({ id: 'good', title: 'Good' }),
    ]);
    expect(await at.sync()).toMatchObject({ strapi: { ...none, created: 1 }, held: 1 });
    expect(await at.office.services.held.list({ user: at.office.user })).toMatchObject([
      { code: 'invalid-value', message: expect.stringContaining('date') as string },
    ]);
    todo.change('list1task1', { dueDateTime: null });
    expect(await at.sync()).toMatchObject({ strapi: { ...none, created: 1 }, held: 0 });
    expect(await at.office.services.held.list({ user: at.office.user })).toEqual([]);
  });
});

/** To Do as it was recorded: these tasks in the default list, a page each; what is written is kept, and told by the list of changes. */
class RecordedToDo {
  readonly tasks: Map<string, Raw>;
  private changed: string[] = [];
  private count = 0;

  constructor(tasks: readonly Raw[]) {
    this.tasks = new Map(tasks.map((task) => [String(task['id']), task]));
  }

  change(id: string, changes: Raw): Raw {
    this.count += 1;
    const task = {
      ...this.tasks.get(id),
      ...changes,
      id,
      '@odata.etag': `W/"changed-${this.count}"`,
      lastModifiedDateTime: `2099-01-01T00:00:0${this.count % 10}.0000000Z`,
    };
    this.tasks.set(id, task);
    this.changed.push(id);
    return task;
  }

  answer({ method, path: of, body }: StubRequest, graph: string): StubAnswer | undefined {
    if (of.startsWith('/me/mailboxSettings')) return { body: read('mattermost-plugin-mscalendar.get_mainbox_settings_response') };
    if (/^\/me\/todo\/lists(\?|$)/.test(of))
      return { body: JSON.parse(JSON.stringify(read('MS365-ToDo.todo_lists')).replaceAll('https://graph.microsoft.com', graph)) };
    if (of.startsWith('/me/todo/lists/delta'))
      return { body: { value: [], '@odata.deltaLink': `${graph}/v1.0/me/todo/lists/delta?$deltatoken=x` } };
    const [, rest] = /^\/me\/todo\/lists\/todolist1\/tasks(.*)$/.exec(of) ?? [];
    if (rest === undefined) return /^\/me(\?|$)/.test(of) ? { body: read('mattermost-plugin-mscalendar.get_me_response') } : undefined;
    if (rest.startsWith('/delta')) return { body: this.delta(rest, `${graph}/v1.0/me/todo/lists/todolist1/tasks/delta`) };
    const [, id = '', part, partId = ''] = /^(?:\/([^/?]+))?(?:\/(checklistItems)(?:\/([^/?]+))?)?/.exec(rest) ?? [];
    if (part) return this.step(method, { id, stepId: partId, body: body as Raw });
    if (method === 'GET')
      return id === '' ? { body: { value: [...this.tasks.values()] } } : this.tasks.has(id) ? { body: this.tasks.get(id) } : undefined;
    const known = method === 'POST' ? { ...read('MS365-ToDo.todo_save'), linkedResources: [] } : {};
    return {
      status: method === 'POST' ? 201 : 200,
      body: this.change(method === 'POST' ? `made-${this.tasks.size - 1}` : id, { ...known, ...(body as Raw) }),
    };
  }

  private delta(rest: string, address: string): Raw {
    const token = Number(/deltatoken=(\d+)/.exec(rest)?.[1] ?? -1);
    const told = token < 0 ? [...this.tasks.keys()] : [...new Set(this.changed.slice(token))];
    const page = Number(/skiptoken=(\d+)/.exec(rest)?.[1] ?? 0);
    const value = (token < 0 ? told.slice(page, page + 1) : told).map((id) => this.tasks.get(id));
    const next =
      token < 0 && page + 1 < told.length
        ? { '@odata.nextLink': `${address}?$skiptoken=${page + 1}` }
        : { '@odata.deltaLink': `${address}?$deltatoken=${this.changed.length}` };
    return { value, ...next };
  }

  private step(method: string, { id, stepId, body }: { id: string; stepId: string; body: Raw }): StubAnswer {
    const steps = (this.tasks.get(id)?.['checklistItems'] ?? []) as Raw[];
    if (method === 'GET') return { body: { value: steps } };
    const made = { ...read('MS365-ToDo.todo_get_checklist_item_1'), id: `step-${this.count}`, ...body };
    if (method === 'POST') this.change(id, { checklistItems: [...steps, made] });
    else if (method === 'DELETE') this.change(id, { checklistItems: steps.filter((step) => step['id'] !== stepId) });
    else this.change(id, { checklistItems: steps.map((step) => (step['id'] === stepId ? { ...step, ...body } : step)) });
    return method === 'DELETE'
      ? { status: 204 }
      : { status: method === 'POST' ? 201 : 200, body: method === 'POST' ? made : { ...body, id: stepId } };
  }
}
