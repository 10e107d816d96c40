import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../index.js';
import type { Call } from '../../testing/fixture.js';
import { ada, readRound, startTestSandbox, todoCallerFor } from '../../testing/fixture.js';

let sandbox: Sandbox;
let call: Call;
let first: string;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  call = await todoCallerFor(sandbox, ada);
  first = `/me/todo/lists/${side().defaultListId}/tasks/delta`;
});
afterEach(() => sandbox.close());

const side = () => sandbox.mailbox(ada).tasks;
const add = (title: string, more: object = {}) => side().addTask({ title, ...more })['id'] as string;
const titles = (items: readonly { title?: string; '@removed'?: object }[]) =>
  items.map((item) => item.title ?? (item['@removed'] ? 'removed' : ''));

describe('tasks/delta', () => {
  it('gives all tasks in pages, then what changed, with tombstones of the id alone', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'].map((title) => add(title));
    const round = await readRound(call, first, { prefer: 'odata.maxpagesize=2' });
    expect(titles(round.items)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(round.pages).toBeGreaterThanOrEqual(3);
    expect(await readRound(call, round.deltaLink)).toMatchObject({ items: [], pages: 1 });
    side().changeTask(ids[3] ?? '', { title: 'D' });
    side().deleteTask(ids[0] ?? '');
    add('f');
    const { items } = await readRound(call, round.deltaLink);
    expect(titles(items)).toEqual(['D', 'removed', 'f']);
    expect(items[1]).toEqual({ '@odata.type': '#microsoft.graph.todoTask', id: ids[0], '@removed': { reason: 'deleted' } });
    expect(round.deltaLink).toContain('/tasks/delta?$deltatoken=');
    expect(round.deltaLink.length).toBeGreaterThan(255);
  });

  it('moves what changes during a round into the next', async () => {
    const ids = ['a', 'b', 'c'].map((title) => add(title));
    let { body } = await call('GET', `${first}?$top=1`);
    side().changeTask(ids[2] ?? '', { title: 'C' });
    const seen = [...titles(body['value'])];
    while (body['@odata.nextLink']) {
      ({ body } = await call('GET', body['@odata.nextLink']));
      seen.push(...titles(body['value']));
    }
    expect(seen).toEqual(['a', 'b']);
    expect(titles((await readRound(call, body['@odata.deltaLink'])).items)).toEqual(['C']);
  });

  it('remembers $select and $expand, shows the checklist only where it is expanded, and refuses the rest', async () => {
    const id = add('a', { checklistItems: [{ displayName: 'Step' }] });
    expect((await readRound(call, first)).items[0]).not.toHaveProperty('checklistItems');
    const { items, deltaLink } = await readRound(call, `${first}?$expand=checklistItems&$select=title`);
    expect(items[0]).toMatchObject({ title: 'a', checklistItems: [{ displayName: 'Step' }] });
    expect(items[0]).not.toHaveProperty('importance');
    side().changeTask(id, { title: 'b' });
    expect((await readRound(call, deltaLink)).items[0]).toMatchObject({ title: 'b', checklistItems: [{}] });
    for (const option of ["$filter=status eq 'completed'", '$orderby=title', '$search=x'])
      expect((await call('GET', `${first}?${option}`)).status, option).toBe(400);
  });

  it('tells of a checklist, but of linked resources only when that is switched on', async () => {
    const id = add('a');
    let { deltaLink } = await readRound(call, first);
    side().addLinkedResource(id, { externalId: '1' });
    expect((await readRound(call, deltaLink)).items).toEqual([]);
    side().addChecklistItem(id, { displayName: 'Step' });
    const round = await readRound(call, deltaLink);
    expect(round.items).toHaveLength(1);
    ({ deltaLink } = round);
    side().behave({ linkedResourcesInDelta: 'told', checklistInDelta: 'silent' });
    side().addChecklistItem(id, { displayName: 'Stride' });
    expect((await readRound(call, deltaLink)).items).toEqual([]);
    side().addLinkedResource(id, { externalId: '2' });
    expect((await readRound(call, `${first}?$expand=linkedResources,checklistItems`)).items[0]).toMatchObject({
      linkedResources: [{}, {}],
      checklistItems: [{}, {}],
    });
    expect((await readRound(call, deltaLink)).items).toHaveLength(1);
  });

  it('shows a task that moved to another list as gone here and new there', async () => {
    const other = side().addList('Other')['id'] as string;
    const id = add('a', { linkedResources: [{ externalId: 'doc-1' }] });
    const [here, there] = [await readRound(call, first), await readRound(call, first.replace(side().defaultListId, other))];
    const moved = side().moveTask(id, other);
    expect(moved['id']).not.toBe(id);
    expect((await readRound(call, here.deltaLink)).items).toMatchObject([{ id, '@removed': { reason: 'deleted' } }]);
    expect((await readRound(call, there.deltaLink)).items).toMatchObject([{ id: moved['id'], title: 'a' }]);
    expect(moved['linkedResources']).toMatchObject([{ externalId: 'doc-1' }]);
  });

  it('shows changes after the delay of the feed only', async () => {
    sandbox.mailbox(ada).setReplicationDelay(1000);
    add('late');
    const early = await readRound(call, first);
    expect(early.items).toEqual([]);
    sandbox.clock.advance(1500);
    expect(titles((await readRound(call, early.deltaLink)).items)).toEqual(['late']);
  });

  it('ends with its list: 404 ResourceNotFound', async () => {
    const other = side().addList('Other')['id'] as string;
    const { deltaLink } = await readRound(call, first.replace(side().defaultListId, other));
    side().deleteList(other);
    const answer = await call('GET', deltaLink);
    expect([answer.status, answer.body['error'].code]).toEqual([404, 'ResourceNotFound']);
  });
});

describe('lists/delta', () => {
  it('shows the built-in lists whatever the delay of the feed is', async () => {
    await sandbox.close();
    sandbox = await startTestSandbox({ replicationDelayMilliseconds: 60_000 });
    call = await todoCallerFor(sandbox, ada);
    side().addList('Late');
    expect((await readRound(call, '/me/todo/lists/delta')).items).toHaveLength(2);
  });

  it('tells of new, renamed and deleted lists', async () => {
    const { items, deltaLink } = await readRound(call, '/me/todo/lists/delta');
    expect(items.map(({ wellknownListName }) => wellknownListName)).toEqual(['defaultList', 'flaggedEmails']);
    const [kept, gone] = ['Kept', 'Gone'].map((name) => side().addList(name)['id'] as string);
    const next = await readRound(call, deltaLink);
    expect(next.items).toHaveLength(2);
    side().renameList(kept ?? '', 'Renamed');
    side().deleteList(gone ?? '');
    expect((await readRound(call, next.deltaLink)).items).toMatchObject([
      { id: kept, displayName: 'Renamed' },
      { id: gone, '@removed': { reason: 'deleted' } },
    ]);
  });
});

describe('tokens', () => {
  it.each([
    ['goneWithLocation', 410, 'SyncStateNotFound'],
    ['gone', 410, 'SyncStateNotFound'],
    ['syncStateNotFound', 400, 'syncStateNotFound'],
    ['resyncRequired', 400, 'resyncRequired'],
    ['fullSyncRequired', 410, 'fullSyncRequired'],
    ['resourceNotFound', 404, 'ResourceNotFound'],
  ] as const)('that expired are refused as %s', async (answered, status, code) => {
    add('a');
    const links = [first, '/me/calendarView/delta?startDateTime=2026-03-01&endDateTime=2026-04-01', '/me/todo/lists/delta'];
    for (const link of links) {
      const { deltaLink } = await readRound(call, link);
      sandbox.mailbox(ada).expireDeltaTokens(answered);
      const answer = await call('GET', deltaLink);
      expect([answer.status, answer.body['error'].code]).toEqual([status, code]);
      const location = answer.headers.get('location');
      expect(location !== null).toBe(answered === 'goneWithLocation');
      if (location) expect((await call('GET', location)).status).toBe(200);
    }
  });

  it('that were made up or are of another list are refused', async () => {
    const other = side().addList('Other')['id'] as string;
    const { deltaLink } = await readRound(call, first);
    expect((await call('GET', `${first}?$deltatoken=garbage`)).status).toBe(400);
    expect((await call('GET', deltaLink.replace(side().defaultListId, other))).status).toBe(400);
  });
});
