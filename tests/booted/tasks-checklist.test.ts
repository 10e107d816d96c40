import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTasksOffice, type TasksOffice } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
type Entry = { id?: string; title: string; isChecked: boolean };
let at: TasksOffice;
beforeEach(async () => {
  at = await openTasksOffice();
});
afterEach(() => at.close());

const here = async (title = 'Trip') => ((await at.tasks()).find((task) => task['title'] === title)?.['checklist'] ?? []) as Entry[];
const there = (title = 'Trip') =>
  at.todo.getTask(at.remoteIdOf(title))['checklistItems'] as { id: string; displayName: string; isChecked: boolean }[];
const shownHere = async (title?: string) => (await here(title)).map((entry) => `${entry.title}${entry.isChecked ? '!' : ''}`);
const shownThere = (title?: string) => there(title).map((entry) => `${entry.displayName}${entry.isChecked ? '!' : ''}`);
const write = async (change: (entries: Entry[]) => Entry[], title = 'Trip') =>
  at.update(await at.idOf(title), { checklist: change(await here(title)) });
const idThere = (displayName: string) => there().find((entry) => entry.displayName === displayName)?.id ?? '';
const add = (displayName: string, isChecked = false) => at.todo.addChecklistItem(at.remoteIdOf('Trip'), { displayName, isChecked });
const change = (displayName: string, patch: object) => at.todo.changeChecklistItem(at.remoteIdOf('Trip'), idThere(displayName), patch);
const remove = (displayName: string) => at.todo.deleteChecklistItem(at.remoteIdOf('Trip'), idThere(displayName));

const expectQuiet = async () => {
  expect(await at.sync()).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
  expect(await at.sync({ full: true })).toMatchObject({ outcome: 'nothing-to-do', strapi: none, microsoft: none });
};
async function openTrip(): Promise<void> {
  at.todo.addTask({ title: 'Trip' });
  for (const name of ['Tickets', 'Hotel', 'Visa']) add(name);
  await at.sync();
}

describe('a checklist', () => {
  it('comes in, with everything that happens to it in To Do', async () => {
    await openTrip();
    expect(await here()).toEqual(['Tickets', 'Hotel', 'Visa'].map((title) => ({ id: idThere(title), title, isChecked: false })));
    await expectQuiet();
    change('Tickets', { displayName: 'Train tickets' });
    change('Hotel', { isChecked: true });
    remove('Visa');
    add('Guide');
    expect(await at.sync()).toMatchObject({ strapi: { ...none, updated: 1 }, microsoft: none, conflicts: 0 });
    expect(await shownHere()).toEqual(['Train tickets', 'Hotel!', 'Guide']);
    await expectQuiet();
  });

  it('goes out with a new task, and with everything that happens to it in Strapi, entry by entry', async () => {
    await at.create({
      title: 'Trip',
      checklist: [{ title: 'Tickets' }, { id: 'own', title: 'Hotel', isChecked: true }, { title: 'Visa' }],
    });
    expect(await at.sync()).toMatchObject({ outcome: 'completed', microsoft: { created: 1 } });
    expect(shownThere().sort()).toEqual(['Hotel!', 'Tickets', 'Visa']);
    expect(await here()).toEqual([
      { id: idThere('Tickets'), title: 'Tickets', isChecked: false },
      { id: 'own', title: 'Hotel', isChecked: true },
      { id: idThere('Visa'), title: 'Visa', isChecked: false },
    ]);
    expect(await at.tasks()).toMatchObject([{ listName: 'Tasks' }]);
    await expectQuiet();
    const [tickets, hotel] = [idThere('Tickets'), idThere('Hotel')];
    await write(([first, second]) => [
      { ...first!, title: 'Train tickets', isChecked: true },
      { ...second!, title: 'Hostel', isChecked: false },
      { title: 'Guide', isChecked: false },
    ]);
    await at.sync();
    expect(shownThere().sort()).toEqual(['Guide', 'Hostel', 'Train tickets!']);
    expect([idThere('Train tickets'), idThere('Hostel')]).toEqual([tickets, hotel]); // renamed, not made anew
    expect((await here()).map(({ id }) => id)).toEqual([tickets, 'own', idThere('Guide')]);
    await expectQuiet();
    await write(() => []);
    await at.sync();
    expect(shownThere()).toEqual([]);
    await expectQuiet();
  });

  it.each(['strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'] as const)(
    'merges edits of different entries under %s',
    async (tasksConflictResolution) => {
      await at.office.settings({ tasksConflictResolution });
      await openTrip();
      await write(([tickets, , visa]) => [
        { ...visa!, isChecked: true },
        { ...tickets!, title: 'Train tickets' },
        { title: 'Guide', isChecked: false },
      ]);
      change('Visa', { isChecked: true });
      add('Money');
      expect(await at.sync()).toMatchObject({ conflicts: 0 });
      expect(await shownHere()).toEqual(['Visa!', 'Train tickets', 'Guide', 'Money']);
      expect(shownThere().sort()).toEqual(['Guide', 'Money', 'Train tickets', 'Visa!']);
      await expectQuiet();
    },
  );

  it.each([
    ['strapi-wins', 'Bus'],
    ['microsoft-wins', 'Plane'],
  ] as const)(
    'under %s the same entry on both sides is a conflict of that entry alone, and the loser is kept',
    async (tasksConflictResolution, winner) => {
      await at.office.settings({ tasksConflictResolution });
      await openTrip();
      await write(([tickets, ...others]) => [{ ...tickets!, title: 'Bus' }, ...others, { title: 'Guide', isChecked: false }]);
      change('Tickets', { displayName: 'Plane' });
      add('Money');
      expect(await at.sync()).toMatchObject({ conflicts: 1 });
      expect(await shownHere()).toEqual([winner, 'Hotel', 'Visa', 'Guide', 'Money']);
      expect(shownThere().sort()).toEqual([winner, 'Guide', 'Hotel', 'Money', 'Visa'].sort());
      const [conflict] = await at.office.services.conflicts.list({ user: at.office.user });
      expect(conflict).toMatchObject({
        fields: ['checklist'],
        decided: { by: tasksConflictResolution, winner: winner === 'Bus' ? 'strapi' : 'microsoft' },
      });
      await expectQuiet();
      await at.office.services.conflicts.restore({ id: conflict?.id ?? '' });
      await at.sync();
      expect(await shownHere()).toContain(winner === 'Bus' ? 'Plane' : 'Bus');
      expect([...(await shownHere())].sort()).toEqual(shownThere().sort());
      await expectQuiet();
    },
  );

  it('waits for a person under ask, and goes on as decided', async () => {
    await at.office.settings({ tasksConflictResolution: 'ask' });
    await openTrip();
    await write(([tickets, ...others]) => [{ ...tickets!, title: 'Bus' }, ...others]);
    change('Tickets', { displayName: 'Plane' });
    await at.sync();
    expect([(await shownHere())[0], shownThere()[0]]).toEqual(['Bus', 'Plane']);
    const [conflict] = await at.office.services.conflicts.list({ user: at.office.user, decided: false });
    await at.office.services.conflicts.resolve({ id: conflict?.id ?? '', winner: 'microsoft' });
    await at.sync();
    expect([(await shownHere())[0], shownThere()[0]]).toEqual(['Plane', 'Plane']);
    await expectQuiet();
  });

  it('that is not right is held with what is wrong, and goes out when it is', async () => {
    await at.create({ title: 'Trip', checklist: [{ title: 'Tickets' }, { done: true }] });
    expect(await at.sync()).toMatchObject({ held: 1, microsoft: none });
    expect(await at.office.services.held.list({ user: at.office.user })).toMatchObject([
      { code: 'invalid-value', message: expect.stringContaining('Entry 2 of "checklist"') as string },
    ]);
    await at.update(await at.idOf('Trip'), { checklist: [{ title: 'Tickets' }] });
    await at.sync();
    expect(shownThere()).toEqual(['Tickets']);
    await expectQuiet();
  });

  it('of which Microsoft refuses an entry is held with its words, and the rest of the task goes on', async () => {
    await openTrip();
    at.office.sandbox.faults.push({
      method: 'POST',
      path: '/checklistItems',
      answer: { status: 400, body: { error: { code: 'invalidRequest', message: 'Too many steps.' } } },
      times: 20,
    });
    await at.update(await at.idOf('Trip'), { body: 'By train', checklist: [...(await here()), { title: 'Guide' }] });
    expect(await at.sync()).toMatchObject({ held: 1 });
    expect(await at.office.services.held.list({ user: at.office.user })).toMatchObject([
      { code: 'rejected-by-microsoft', message: expect.stringContaining('Too many steps.') as string },
    ]);
    expect(at.todo.getTask(at.remoteIdOf('Trip'))).toMatchObject({ body: { content: 'By train' } });
    for (let n = 0; n < 4; n += 1) await at.sync();
    const tries = at.office.sandbox.requests.entries.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/checklistItems'),
    ).length;
    expect(tries).toBeLessThanOrEqual(2); // not again and again
    at.office.sandbox.faults.clear();
    await write((entries) => entries.map((entry) => (entry.title === 'Guide' ? { ...entry, title: 'Map' } : entry)));
    await at.sync();
    expect(shownThere().sort()).toEqual(['Hotel', 'Map', 'Tickets', 'Visa']);
    expect(await at.office.services.held.list({ user: at.office.user })).toEqual([]);
    await expectQuiet();
  });
});

describe('an entry is never doubled', () => {
  it.each([
    ['before', 'a new task'],
    ['after', 'a new task'],
    ['before', 'a task that is there'],
    ['after', 'a task that is there'],
  ] as const)('where the connection is lost %s Microsoft wrote it: %s', async (when, what) => {
    if (what === 'a task that is there') await openTrip();
    const checklist = [...(what === 'a task that is there' ? await here() : []), { title: 'Guide' }, { title: 'Map' }];
    if (what === 'a task that is there') await at.update(await at.idOf('Trip'), { checklist });
    else await at.create({ title: 'Trip', checklist });
    for (const skip of [0, 1, 2, 3]) {
      if (skip > 0) at.office.sandbox.faults.push({ method: 'POST', path: '$batch', when: 'after', times: skip });
      at.office.sandbox.faults.push({ method: 'POST', path: '$batch', when, drop: true, times: 1 });
      await at.sync();
      at.office.sandbox.faults.clear();
    }
    await write((entries) => entries.map((entry) => ({ ...entry, isChecked: true })));
    await at.sync();
    await at.sync();
    const expected = checklist.map(({ title }) => `${title}!`);
    expect(shownThere().sort()).toEqual([...expected].sort());
    expect(await shownHere()).toEqual(expected);
    await expectQuiet();
  });

  it.each([
    ['made', 'taken away again', [] as const],
    ['made', 'renamed', ['Map'] as const],
  ])('and where its answer is lost: one that was %s and is %s meanwhile stays so', async (_, __, rest) => {
    await at.office.settings({ tasksConflictResolution: 'microsoft-wins' });
    at.todo.addTask({ title: 'Trip' });
    await at.sync();
    await at.update(await at.idOf('Trip'), { checklist: [{ id: 'own', title: 'Guide' }] });
    at.office.sandbox.faults.push({ method: 'POST', path: '/checklistItems', when: 'after', drop: true, times: 1 });
    await at.sync();
    at.office.sandbox.faults.clear();
    expect(shownThere()).toEqual(['Guide']);
    await at.update(await at.idOf('Trip'), { checklist: rest.map((title) => ({ id: 'own', title })) });
    await at.sync();
    await at.sync();
    expect([await shownHere(), shownThere()]).toEqual([[...rest], [...rest]]);
    await expectQuiet();
  });

  it('where the list of changes keeps silent about checklists: what happened in To Do meanwhile is read before anything is written', async () => {
    at.todo.behave({ checklistInDelta: 'silent' });
    await openTrip();
    change('Tickets', { isChecked: true });
    add('Money');
    await at.sync();
    expect(await shownHere()).toEqual(['Tickets', 'Hotel', 'Visa']);
    await write((entries) => [...entries, { title: 'Money', isChecked: false }]);
    await at.sync();
    expect(await shownHere()).toEqual(['Tickets!', 'Hotel', 'Visa', 'Money']);
    expect(shownThere()).toEqual(['Tickets!', 'Hotel', 'Visa', 'Money']);
    remove('Visa');
    await at.sync({ full: true }); // the slow comparison finds it
    expect(await shownHere()).toEqual(['Tickets!', 'Hotel', 'Money']);
    await expectQuiet();
  });

  it('without links, or after disconnect and connect', async () => {
    await openTrip();
    await at.create({ title: 'Home', checklist: [{ title: 'Tea' }] });
    await at.sync();
    await at.office.services.accounts.disconnect({ user: at.office.user });
    await at.office.connect();
    await at.sync();
    for (const name of ['links', 'cursors', 'marks']) await at.office.strapi.db.connection(`microsoft_sync_${name}`).delete();
    await at.office.strapi.db.connection('microsoft_sync_targets').update({ settings_key: null });
    await at.sync();
    await at.sync();
    expect([shownThere('Home'), await shownHere('Home'), await shownHere()]).toEqual([['Tea'], ['Tea'], ['Tickets', 'Hotel', 'Visa']]);
    await expectQuiet();
  });
});

describe('one way', () => {
  it('from Strapi leaves what people do in To Do, writes each entry once, and never the source', async () => {
    await at.office.settings({ tasksDirection: 'strapi-to-microsoft' });
    await at.create({ title: 'Trip', checklist: [{ title: 'Tickets' }, { title: 'Hotel' }] });
    expect(await at.sync()).toMatchObject({ strapi: none });
    change('Tickets', { isChecked: true });
    add('Money');
    await at.sync();
    await write((entries) => [...entries, { title: 'Guide', isChecked: false }]);
    expect(await at.sync()).toMatchObject({ strapi: none });
    expect(shownThere().sort()).toEqual(['Guide', 'Hotel', 'Money', 'Tickets!']);
    expect(await here()).toEqual([{ title: 'Tickets' }, { title: 'Hotel' }, { title: 'Guide', isChecked: false }]);
    await expectQuiet();
    await write(([tickets, hotel]) => [
      { ...tickets!, isChecked: true },
      { ...hotel!, isChecked: true },
    ]);
    await at.sync();
    expect(shownThere().sort()).toEqual(['Hotel!', 'Money', 'Tickets!']);
    await expectQuiet();
  });

  it('from Microsoft never writes there', async () => {
    await at.office.settings({ tasksDirection: 'microsoft-to-strapi' });
    await openTrip();
    await write((entries) => [...entries.slice(1), { title: 'Guide', isChecked: false }]);
    expect(await at.sync()).toMatchObject({ microsoft: none });
    change('Hotel', { isChecked: true });
    expect(await at.sync()).toMatchObject({ microsoft: none });
    expect(await shownHere()).toEqual(['Hotel!', 'Visa', 'Guide']); // what Strapi holds beside it stays
    await expectQuiet();
  });
});

it('is part of the preview and of the explanation of an entry', async () => {
  await openTrip();
  await write(([tickets, ...others]) => [{ ...tickets!, isChecked: true }, ...others]);
  const { actions } = await at.office.services.sync.preview({ user: at.office.user, resource: 'tasks' });
  expect(actions).toMatchObject([{ side: 'microsoft', kind: 'update', fields: ['checklist'] }]);
  expect(shownThere()).toEqual(['Tickets', 'Hotel', 'Visa']);
  const { link } = await at.office.services.sync.explain({ uid: 'plugin::microsoft-sync.task', documentId: await at.idOf('Trip') });
  expect(link?.base).toMatchObject({ checklist: [{ title: 'Tickets', isChecked: false }, { title: 'Hotel' }, { title: 'Visa' }] });
});
