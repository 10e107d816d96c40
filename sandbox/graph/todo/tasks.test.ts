import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../index.js';
import type { Call } from '../../testing/fixture.js';
import { ada, startTestSandbox, todoCallerFor } from '../../testing/fixture.js';

let sandbox: Sandbox;
let call: Call;
let tasks: string;

beforeEach(async () => {
  sandbox = await startTestSandbox({ now: () => Date.parse('2026-03-03T23:30:00Z') });
  call = await todoCallerFor(sandbox, ada);
  tasks = `/me/todo/lists/${side().defaultListId}/tasks`;
});
afterEach(() => sandbox.close());

const side = () => sandbox.mailbox(ada).tasks;
const add = async (body: object) => (await call('POST', tasks, body)).body;
const midnight = (date: string, timeZone: string) => ({ dateTime: `${date}T00:00:00`, timeZone });

describe('lists', () => {
  it('are the default one and the flagged mails, which nobody renames or deletes', async () => {
    const { body } = await call('GET', '/me/todo/lists');
    expect(body['value'].map((list: object) => ({ ...list, id: '', '@odata.etag': '' }))).toEqual([
      { id: '', '@odata.etag': '', displayName: 'Tasks', isOwner: true, isShared: false, wellknownListName: 'defaultList' },
      { id: '', '@odata.etag': '', displayName: 'Flagged Emails', isOwner: true, isShared: false, wellknownListName: 'flaggedEmails' },
    ]);
    for (const { id } of body['value']) {
      expect((await call('PATCH', `/me/todo/lists/${id}`, { displayName: 'Mine' })).status).toBe(400);
      expect((await call('DELETE', `/me/todo/lists/${id}`)).status).toBe(400);
    }
    expect((await call('POST', `/me/todo/lists/${body['value'][1].id}/tasks`, { title: 'x' })).status).toBe(400);
  });

  it('can be selected from', async () => {
    for (const path of ['/me/todo/lists?$select=displayName', '/me/todo/lists/delta?$select=displayName']) {
      let { body } = await call('GET', path);
      while (body['value'].length === 0) ({ body } = await call('GET', body['@odata.nextLink']));
      expect(
        Object.keys(body['value'][0])
          .filter((name) => name !== '@odata.type')
          .sort(),
      ).toEqual(['@odata.etag', 'displayName', 'id']);
    }
  });

  it('are made, renamed and deleted with their tasks', async () => {
    const { status, body: list } = await call('POST', '/me/todo/lists', { displayName: 'Travel' });
    expect(status).toBe(201);
    expect((await call('PATCH', `/me/todo/lists/${list['id']}`, { displayName: 'Journeys' })).body['displayName']).toBe('Journeys');
    const task = side().addTask({ title: 'Pack' }, list['id']);
    expect((await call('DELETE', `/me/todo/lists/${list['id']}`)).status).toBe(204);
    expect(() => side().getTask(task['id'] as string)).toThrow();
    const gone = await call('GET', `/me/todo/lists/${list['id']}/tasks`);
    expect([gone.status, gone.body['error'].code]).toEqual([404, 'ResourceNotFound']);
  });
});

describe('a task', () => {
  it('is made with all its fields and parts, changed and deleted', async () => {
    const task = await add({
      title: 'Offer',
      body: { content: 'Two pages', contentType: 'text' },
      importance: 'High',
      status: 'inProgress',
      categories: ['Red'],
      startDateTime: midnight('2026-03-01', 'UTC'),
      reminderDateTime: { dateTime: '2026-03-05T09:00:00', timeZone: 'W. Europe Standard Time' },
      checklistItems: [{ displayName: 'Numbers' }],
      linkedResources: [{ webUrl: 'https://crm.example/1', applicationName: 'CRM', displayName: 'Offer', externalId: 'doc-1' }],
    });
    expect(task).toMatchObject({
      importance: 'high',
      isReminderOn: true,
      hasAttachments: false,
      body: { content: 'Two pages', contentType: 'text' },
      reminderDateTime: { dateTime: '2026-03-05T08:00:00.0000000', timeZone: 'UTC' },
      checklistItems: [{ displayName: 'Numbers', isChecked: false }],
      linkedResources: [{ externalId: 'doc-1', webUrl: 'https://crm.example/1' }],
    });
    expect(task).not.toHaveProperty('dueDateTime');
    const { body: changed } = await call('PATCH', `${tasks}/${task['id']}`, { title: 'Order', reminderDateTime: null });
    expect(changed).toMatchObject({ title: 'Order', isReminderOn: false, status: 'inProgress' });
    expect(changed['@odata.etag']).not.toBe(task['@odata.etag']);
    expect((await call('DELETE', `${tasks}/${task['id']}`)).status).toBe(204);
    const again = await call('DELETE', `${tasks}/${task['id']}`);
    expect([again.status, again.body['error'].code]).toEqual([404, 'ErrorItemNotFound']);
  });

  it('keeps the day of completion as midnight of UTC, and forgets it when it is reopened', async () => {
    const { id } = await add({ title: 'x' });
    const { body: done } = await call('PATCH', `${tasks}/${id}`, { status: 'completed' });
    // 00:30 of the next day where Ada is.
    expect(done['completedDateTime']).toEqual({ dateTime: '2026-03-04T00:00:00.0000000', timeZone: 'UTC' });
    expect((await call('PATCH', `${tasks}/${id}`, { status: 'notStarted' })).body).not.toHaveProperty('completedDateTime');
    expect((await call('PATCH', `${tasks}/${id}`, { completedDateTime: midnight('2026-03-02', 'UTC') })).body['status']).toBe('completed');
  });

  it('has a due date that is an instant: midnight of whoever wrote it', async () => {
    const { id, dueDateTime } = await add({
      title: 'x',
      dueDateTime: { dateTime: '2026-07-20T16:00:00', timeZone: 'Tokyo Standard Time' },
    });
    expect(dueDateTime).toEqual({ dateTime: '2026-07-19T15:00:00.0000000', timeZone: 'UTC' });
    const inZone = await call('GET', `${tasks}/${id}`, undefined, { prefer: 'outlook.timezone="Tokyo Standard Time"' });
    expect(inZone.body['dueDateTime']).toEqual({ dateTime: '2026-07-20T00:00:00.0000000', timeZone: 'Tokyo Standard Time' });
    expect(side().changeTask(id, { dueDate: '2026-07-20' })['dueDateTime']).toEqual({
      dateTime: '2026-07-19T22:00:00.0000000',
      timeZone: 'UTC',
    });
    side().behave({ dueDateHour: 'kept' });
    expect(side().changeTask(id, { dueDateTime: { dateTime: '2026-07-20T16:00:00', timeZone: 'UTC' } })['dueDateTime']).toMatchObject({
      dateTime: '2026-07-20T16:00:00.0000000',
    });
  });

  it('is not made twice as one: To Do knows no key against repetition', async () => {
    await add({ title: 'Same' });
    await add({ title: 'Same' });
    expect((await call('GET', tasks)).body['value']).toHaveLength(2);
  });

  it.each([
    ['an unknown property', { title: 'x', subject: 'y' }],
    ['an unknown status', { status: 'done' }],
    [
      'a recurrence without a due date',
      { recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-03' } } },
    ],
    ['an unknown zone', { dueDateTime: midnight('2026-03-03', 'Nowhere') }],
    ['a title without an end', { title: 'x'.repeat(256) }],
    ['no body', undefined],
  ])('is refused with %s', async (_name, body) => expect((await call('POST', tasks, body)).status).toBe(400));

  it('has no If-Match, unless that is switched on', async () => {
    const { id } = await add({ title: 'x' });
    const headers = { 'if-match': 'W/"old"' };
    expect((await call('PATCH', `${tasks}/${id}`, { title: 'y' }, headers)).status).toBe(200);
    side().behave({ ifMatch: 'honoured' });
    expect((await call('PATCH', `${tasks}/${id}`, { title: 'z' }, headers)).body['error'].code).toBe('ErrorIrresolvableConflict');
    const { headers: fresh } = await call('GET', `${tasks}/${id}`);
    expect((await call('PATCH', `${tasks}/${id}`, { title: 'z' }, { 'if-match': fresh.get('etag') ?? '' })).status).toBe(200);
  });

  it('keeps its id when the immutable one is asked for, unless that is switched on', async () => {
    const { id } = await add({ title: 'x' });
    const headers = { prefer: 'IdType="ImmutableId"' };
    expect((await call('GET', `${tasks}/${id}`, undefined, headers)).body['id']).toBe(id);
    side().behave({ immutableIds: 'honoured' });
    const { body } = await call('GET', `${tasks}/${id}`, undefined, headers);
    expect(body['id']).not.toBe(id);
    expect((await call('GET', `${tasks}/${body['id']}`)).body['id']).toBe(id);
  });

  it('gets another ETag when the service touches it, and nothing else', async () => {
    const before = await add({ title: 'x' });
    side().touchTask(before['id']);
    const { body } = await call('GET', `${tasks}/${before['id']}`);
    expect(body['@odata.etag']).not.toBe(before['@odata.etag']);
    expect({ ...body, '@odata.etag': '', '@odata.context': '' }).toEqual({ ...before, '@odata.etag': '', '@odata.context': '' });
  });

  it('is not found behind the alias of the default list, nor in another list', async () => {
    const { id } = await add({ title: 'x' });
    expect((await call('GET', '/me/todo/lists/Tasks/tasks')).body['value']).toHaveLength(1);
    const aliased = await call('GET', `/me/todo/lists/Tasks/tasks/${id}`);
    expect([aliased.status, aliased.body['error'].code]).toEqual([400, 'invalidRequest']);
    const other = side().addList('Other')['id'] as string;
    expect((await call('GET', `/me/todo/lists/${other}/tasks/${id}`)).status).toBe(404);
    side().behave({ missingTask: 'invalidRequest' });
    expect((await call('DELETE', `/me/todo/lists/${other}/tasks/${id}`)).status).toBe(400);
  });
});

describe('the parts of a task', () => {
  it('are made, ticked, renamed and removed', async () => {
    const { id } = await add({ title: 'x' });
    const items = `${tasks}/${id}/checklistItems`;
    const { status, body: step } = await call('POST', items, { displayName: 'Step' });
    expect([status, step['isChecked']]).toEqual([201, false]);
    expect((await call('PATCH', `${items}/${step['id']}`, { isChecked: true })).body).toMatchObject({
      displayName: 'Step',
      checkedDateTime: '2026-03-03T23:30:00.0000000Z',
    });
    expect((await call('PATCH', `${items}/${step['id']}`, { isChecked: false, displayName: 'Stride' })).body).not.toHaveProperty(
      'checkedDateTime',
    );
    expect((await call('GET', items)).body['value']).toMatchObject([{ displayName: 'Stride' }]);
    expect((await call('DELETE', `${items}/${step['id']}`)).status).toBe(204);
    expect((await call('GET', `${items}/${step['id']}`)).status).toBe(404);
    const links = `${tasks}/${id}/linkedResources`;
    const { body: link } = await call('POST', links, { applicationName: 'CRM', displayName: 'Doc', externalId: '7' });
    expect((await call('PATCH', `${links}/${link['id']}`, { webUrl: 'https://crm.example' })).body).toMatchObject({
      externalId: '7',
      webUrl: 'https://crm.example',
    });
    expect((await call('GET', `${tasks}/${id}`)).body['linkedResources']).toHaveLength(1);
    expect((await call('DELETE', `${links}/${link['id']}`)).status).toBe(204);
    expect((await call('PATCH', `${tasks}/${id}`, { checklistItems: [] })).status).toBe(400);
  });
});

describe('a list of tasks', () => {
  it('comes in pages of fifty, or of $top, and can be filtered', async () => {
    for (let number = 0; number < 60; number += 1)
      side().addTask({ title: `Task ${number}`, ...(number % 10 === 0 ? { status: 'completed' } : {}) });
    const { body } = await call('GET', tasks);
    expect(body['value']).toHaveLength(50);
    expect((await call('GET', body['@odata.nextLink'])).body['value']).toHaveLength(10);
    expect((await call('GET', `${tasks}?$top=3&$skip=58`)).body['value'].map(({ title }: { title: string }) => title)).toEqual([
      'Task 58',
      'Task 59',
    ]);
    expect((await call('GET', `${tasks}?$filter=status eq 'completed'`)).body['value']).toHaveLength(6);
    const { body: selected } = await call('GET', `${tasks}?$select=title&$top=1`);
    expect(Object.keys(selected['value'][0]).sort()).toEqual(['@odata.etag', 'id', 'title']);
  });

  it('is not filtered by linked resources, unless that is switched on', async () => {
    await add({ title: 'x', linkedResources: [{ externalId: 'doc-1' }] });
    const found = () => call('GET', `${tasks}?$filter=linkedResources/any(l:l/externalId eq 'doc-1')`);
    expect((await found()).status).toBe(400);
    side().behave({ filterByLinkedResource: 'works' });
    expect((await found()).body['value']).toHaveLength(1);
  });
});

it('calendar and To Do share a batch', async () => {
  const { body } = await call('POST', '/$batch', {
    requests: [
      { id: 'events', method: 'GET', url: '/me/events' },
      {
        id: 'task',
        method: 'POST',
        url: `${tasks.slice(1)}`,
        headers: { 'Content-Type': 'application/json' },
        body: { title: 'In a batch' },
      },
      { id: 'tasks', method: 'GET', url: tasks, dependsOn: ['task'] },
    ],
  });
  const answers = Object.fromEntries(body['responses'].map((one: { id: string }) => [one.id, one]));
  expect([answers['events'].status, answers['task'].status]).toEqual([200, 201]);
  expect(answers['tasks'].body.value).toMatchObject([{ title: 'In a batch' }]);
});
