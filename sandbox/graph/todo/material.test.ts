import { readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../index.js';
import type { Call, Loose } from '../../testing/fixture.js';
import { ada, readRound, startTestSandbox, todoCallerFor } from '../../testing/fixture.js';
import { materialFor } from '../../testing/material.js';
import { createValidator } from '../../testing/validate.js';

const validator = createValidator();
const samples = materialFor('../shared/graph/ms-samples');
const recorded = materialFor('../shared/graph/recorded');
const read = (file: string): Loose => JSON.parse(readFileSync(file, 'utf8'));

let sandbox: Sandbox;
let call: Call;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  const plain = await todoCallerFor(sandbox, ada);
  call = async (method, path, body, headers) => {
    const answer = await plain(method, path, body, headers);
    const [bare = ''] = path.replace(`${sandbox.graph}/v1.0`, '').split('?');
    expect(validator?.exchange(method, bare, body, answer.status, answer.body) ?? [], `${method} ${path}`).toEqual([]);
    return answer;
  };
});
afterEach(() => sandbox.close());
const side = () => sandbox.mailbox(ada).tasks;

describe.skipIf(!validator)('a session with To Do, held against the OpenAPI', () => {
  it('has the shape of Graph in every answer', async () => {
    const { body: list } = await call('POST', '/me/todo/lists', { displayName: 'Journeys' });
    const path = `/me/todo/lists/${list['id']}`;
    await call('PATCH', path, { displayName: 'Travel' });
    await call('GET', path);
    await call('GET', '/me/todo/lists');
    await readRound(call, '/me/todo/lists/delta');
    const { body: task } = await call('POST', `${path}/tasks`, {
      title: 'Pack',
      body: { content: '<b>All</b>', contentType: 'html' },
      status: 'waitingOnOthers',
      importance: 'low',
      categories: ['Red'],
      dueDateTime: { dateTime: '2026-03-03T00:00:00', timeZone: 'Europe/Berlin' },
      startDateTime: { dateTime: '2026-03-01T00:00:00', timeZone: 'UTC' },
      reminderDateTime: { dateTime: '2026-03-03T09:00:00', timeZone: 'UTC' },
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-03' } },
      linkedResources: [{ webUrl: 'https://crm.example', applicationName: 'CRM', displayName: 'x', externalId: '1' }],
      checklistItems: [{ displayName: 'Shirts' }],
    });
    const own = `${path}/tasks/${task['id']}`;
    await call('GET', own);
    await call('GET', `${own}?$expand=checklistItems,linkedResources,attachments,extensions`);
    for (const [name, body] of [
      ['checklistItems', { displayName: 'Shoes' }],
      ['linkedResources', { externalId: '2' }],
    ] as const) {
      const { body: part } = await call('POST', `${own}/${name}`, body);
      await call('GET', `${own}/${name}`);
      await call('GET', `${own}/${name}/${part['id']}`);
      await call('PATCH', `${own}/${name}/${part['id']}`, { displayName: 'Other' });
      await call('DELETE', `${own}/${name}/${part['id']}`);
    }
    await call('PATCH', own, { status: 'completed' });
    await call('GET', `${path}/tasks?$filter=status ne 'completed'`);
    const { items, deltaLink } = await readRound(call, `${path}/tasks/delta`);
    expect(items).toHaveLength(2);
    await call('DELETE', own);
    expect((await readRound(call, deltaLink)).items).toMatchObject([{ '@removed': { reason: 'deleted' } }]);
    await call('GET', own);
    await call('GET', `${own}/attachments`);
    await call('DELETE', path);
    await call('GET', path);
  });
});

interface Sample {
  readonly file: string;
  readonly kind: string;
  readonly http: string | null;
  readonly parse: string | null;
}
const written =
  samples === undefined
    ? []
    : (read(`${samples}/manifest.json`)['samples'] as Sample[]).filter(
        ({ kind, http, parse }) => kind === 'request' && parse === 'ok' && /^(POST|PATCH) \S*\/todo\//i.test(http ?? ''),
      );

describe.skipIf(!samples)('every documented request that writes to To Do is accepted', () => {
  it('finds the samples', () => expect(written.length).toBeGreaterThanOrEqual(6));

  it.each(written.map(({ http, file }) => [http ?? '', file]))('%s (%s)', async (http, file) => {
    const { body } = read(`${samples as string}/${file}`);
    const list = side().addList('Documented');
    const task = side().addTask(
      { title: 'Existing', linkedResources: [{ externalId: '1' }], checklistItems: [{ displayName: 'Step' }] },
      list['id'] as string,
    );
    const [method = '', url = ''] = http.split(' ');
    const ids = {
      lists: list['id'],
      tasks: task['id'],
      linkedResources: (task['linkedResources'] as Loose[])[0]?.['id'],
      checklistItems: (task['checklistItems'] as Loose[])[0]?.['id'],
    };
    const path = url
      .replace(/^.*\/me\//, '/me/')
      .replace(
        /\/(lists|tasks|linkedResources|checklistItems)\/[^/]+/g,
        (_whole, name: keyof typeof ids) => `/${name}/${String(ids[name])}`,
      );
    const answer = await call(method, path, body);
    expect(answer.status).toBe(method === 'POST' ? 201 : 200);
    for (const name of ['title', 'displayName', 'externalId', 'webUrl'])
      if (body[name] !== undefined) expect(answer.body[name]).toBe(body[name]);
  });
});

interface Documented extends Sample {
  readonly tags?: readonly string[];
}
const answered =
  samples === undefined
    ? []
    : (read(`${samples}/manifest.json`)['samples'] as Documented[]).filter(
        ({ kind, http, parse, tags, file }) =>
          kind !== 'request' &&
          parse === 'ok' &&
          /todotask-|todotasklist-(list|post)-|todo-lists-tasks\.|tasks-delta/.test(`${file}${http ?? ''}${String(tags)}`),
      );

describe.skipIf(!samples)('every documented task can be what a mailbox holds', () => {
  it('finds them', () => expect(answered.length).toBeGreaterThanOrEqual(8));

  it.each(answered.map(({ file }) => file))('%s', async (file) => {
    const { body } = read(`${samples as string}/${file}`);
    const given = ((Array.isArray(body['value']) ? body['value'] : [body]) as Loose[]).filter((one) => typeof one['title'] === 'string');
    const shown = side().loadTasks(given);
    expect(shown.map(({ title }) => title)).toEqual(given.map(({ title }) => title));
    await call('GET', `/me/todo/lists/${side().defaultListId}/tasks`);
  });
});

describe.skipIf(!recorded)('recorded answers are real input', () => {
  const files =
    recorded === undefined ? [] : readdirSync(recorded).filter((file) => /^MS365-ToDo\.todo_(list_\d_tasks|get_\d|save)/.test(file));

  it('finds them', () => expect(files.length).toBeGreaterThanOrEqual(8));

  it('a step of a checklist too', () => {
    const task = side().addTask({ title: 'x' });
    expect(
      side().addChecklistItem(task['id'] as string, read(`${recorded as string}/MS365-ToDo.todo_get_checklist_item_1.json`)),
    ).toMatchObject({ displayName: '3', isChecked: false, createdDateTime: '2026-01-21T12:35:02.0000000Z' });
  });

  it.each(files)('%s', async (file) => {
    const answered = read(`${recorded as string}/${file}`);
    const given = (Array.isArray(answered['value']) ? answered['value'] : [answered]) as Loose[];
    side().loadTasks(given);
    const { body } = await call('GET', `/me/todo/lists/${side().defaultListId}/tasks`);
    expect(body['value']).toHaveLength(given.length);
    for (const [index, task] of given.entries()) {
      const {
        title,
        status,
        importance,
        isReminderOn,
        createdDateTime,
        lastModifiedDateTime,
        dueDateTime,
        reminderDateTime,
        completedDateTime,
        body: text,
        hasAttachments,
      } = task;
      const own = {
        title,
        status,
        importance,
        isReminderOn,
        createdDateTime,
        lastModifiedDateTime,
        dueDateTime,
        reminderDateTime,
        completedDateTime,
        body: text,
        hasAttachments,
      };
      expect(body['value'][index]).toMatchObject(JSON.parse(JSON.stringify(own)));
      expect(body['value'][index].checklistItems?.map(({ displayName, isChecked }: Loose) => [displayName, isChecked])).toEqual(
        task['checklistItems']?.map(({ displayName, isChecked }: Loose) => [displayName, isChecked]),
      );
    }
  });
});
