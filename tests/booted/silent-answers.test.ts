import { afterEach, describe, expect, it } from 'vitest';
import { farAway, inMicrosoft, openOffice, openTasksOffice, remote, remoteIdOf, table, type Office, type TasksOffice } from '../support';
import { hear } from '../support/hear';

type Json = Record<string, unknown>;

/** The same of every object in an answer. */
function each(node: unknown, visit: (object: Json) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (!Array.isArray(node)) visit(node as Json);
  for (const one of Object.values(node)) each(one, visit);
}

describe('an answer without a list', () => {
  let office: Office;
  afterEach(() => office.close());

  it.each<[string, Json]>([
    ['{}', {}],
    ['a list that is null', { value: null }],
    ['an error with status 200', { error: { code: 'UnknownError', message: '' } }],
  ])('is none that is empty: %s proves of nothing that it is not there', async (_, body) => {
    office = await openOffice();
    office.mailbox.addEvent(remote('Far', 24));
    await office.sync();
    await office.settings({ calendarPastDays: 0, calendarFutureDays: 0 });
    office.mailbox.changeEvent(remoteIdOf(office, 'Far'), farAway);
    await office.sync();
    for (const name of ['links', 'cursors', 'marks']) await table(office, name).delete();
    await table(office, 'targets').update({ settings_key: null });
    let isAsked = false;
    let isOver = false;
    hear(office, ({ url }, told) => {
      if (isOver || !/\/events\?\$expand/.test(url)) return undefined;
      isAsked = true;
      return { ...told, body };
    });
    expect(await office.sync()).toMatchObject({ outcome: 'delayed', microsoft: { created: 0 } });
    expect(isAsked).toBe(true);
    isOver = true;
    await office.sync();
    expect(inMicrosoft(office)).toEqual(['Far']);
    expect(await office.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do' });
  });
});

describe('a To Do', () => {
  let at: TasksOffice;
  afterEach(() => at.close());
  const steps = () =>
    (at.todo.getTask(at.remoteIdOf('Trip'))['checklistItems'] as { displayName: string }[]).map(({ displayName }) => displayName);
  const shown = async () => ((await at.tasks())[0]?.['checklist'] as { title: string }[]).map(({ title }) => title);

  it('that shows steps only where they are asked for by themselves has each once, and tells them', async () => {
    at = await openTasksOffice();
    hear(at.office, (_asked, told) => {
      each(told.body, (object) => delete object['checklistItems']);
      return told;
    });
    await at.create({ title: 'Trip', checklist: [{ title: 'Tickets' }, { title: 'Hotel' }] });
    expect(await at.sync()).toMatchObject({ outcome: 'completed' });
    expect(steps()).toEqual(['Tickets', 'Hotel']);
    at.todo.addChecklistItem(at.remoteIdOf('Trip'), { displayName: 'Visa', isChecked: false });
    await at.sync();
    expect(await shown()).toEqual(['Tickets', 'Hotel', 'Visa']);
    expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('that shows the first page of them has the others too', async () => {
    at = await openTasksOffice();
    at.todo.addTask({ title: 'Trip' });
    for (const displayName of ['Tickets', 'Hotel', 'Visa'])
      at.todo.addChecklistItem(at.remoteIdOf('Trip'), { displayName, isChecked: false });
    const list = String(at.todo.lists()[0]?.id);
    const rest = `${at.office.sandbox.graph}/v1.0/me/todo/lists/${list}/tasks/${at.remoteIdOf('Trip')}/checklistItems?$skip=1`;
    hear(at.office, (_asked, told) => {
      each(told.body, (object) => {
        const all = object['checklistItems'];
        if (Array.isArray(all)) Object.assign(object, { checklistItems: all.slice(0, 1), 'checklistItems@odata.nextLink': rest });
      });
      return told;
    });
    await at.sync();
    expect(await shown()).toEqual(['Tickets', 'Hotel', 'Visa']);
    expect(steps()).toEqual(['Tickets', 'Hotel', 'Visa']);
    expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do' });
  });
});
