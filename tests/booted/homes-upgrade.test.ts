import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MicrosoftSync, ResourcesConfig, RunReport } from '../../src/contracts';
import { accountModel } from '../../server/src/accounts';
import { addressKey } from '../../server/src/mailboxes/address';
import { hashKey } from '../../server/src/storage/sql/keys';
import { tables } from '../../server/src/storage/sql/models';
import { ACTIVITY, bootStrapi, databases, EVENT, local, MEETING, openCrm, playgroundHomes, remote, soon, TASK } from '../support';
import type { BootedStrapi, Crm } from '../support';

const zero = { created: 0, updated: 0, deleted: 0 };
const nothingWritten = { strapi: zero, microsoft: zero };
const resources = ['calendar', 'tasks'] as const;

/** What this version keeps that the version before did not. */
const newTables: readonly string[] = [tables.homes, tables.adoptions];
const newColumns: Readonly<Record<string, readonly string[]>> = {
  [accountModel.tableName]: ['mailbox_id_key', 'mailbox_address_key'],
  [tables.links]: ['claim_key', 'uid_key'],
  [tables.cursors]: ['owner', 'is_read_whole', 'compared_at'], // one default calendar was read
  microsoft_sync_system_settings: ['incident_mails'], // everybody was mailed
  microsoft_sync_user_settings: ['incident_mails'],
};
/** Of columns that were there before. */
const newIndexes: readonly string[] = [
  'microsoft_sync_accounts_assigned_address_idx',
  'microsoft_sync_accounts_last_succeeded_at_idx',
  `${tables.pauses}_ends_at_idx`,
  `${tables.pauses}_noted_at_idx`,
];
const isNewIndex = ({ name, columns, type }: StoredIndex, table: string): boolean =>
  newIndexes.includes(name) || (type !== 'unique' && columns.some((column) => newColumns[table]?.includes(column)));
/** Where items are written down as a whole. */
const withItems: Readonly<Record<string, readonly string[]>> = {
  [tables.links]: ['base'],
  [tables.conflicts]: ['base', 'strapi', 'microsoft'],
};
interface StoredIndex {
  readonly name: string;
  readonly columns: readonly string[];
  readonly type?: string;
}
interface StoredTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string }[];
  readonly indexes: readonly StoredIndex[];
}

/** The version before knew no formatting. */
const withoutHtml = (json: unknown): string =>
  JSON.stringify(JSON.parse(String(json)), (key, value: unknown) => (key === 'html' ? undefined : value));

/** A calendar that Microsoft does not show was held like an item that Microsoft refuses. */
const refusedCalendar = {
  code: 'rejected-by-microsoft' as const,
  message: 'Microsoft does not show this calendar or list: Access is denied. What is in it stays as it is until Microsoft does.',
};
const refusedItem = { code: 'rejected-by-microsoft' as const, message: 'Microsoft did not answer when it was asked for this item.' };

/** The database as the version before left it, with what Strapi has written down about it. */
async function toVersionBefore({ connection }: BootedStrapi['strapi']['db']): Promise<void> {
  const [stored] = (await connection('strapi_database_schema')) as { id: number; schema: unknown }[];
  const schema = (typeof stored?.schema === 'string' ? JSON.parse(stored.schema) : stored?.schema) as { tables: StoredTable[] };
  for (const name of newTables) await connection.schema.dropTable(name);
  for (const { name, indexes } of schema.tables.filter((table) => !newTables.includes(table.name)))
    for (const index of indexes.filter((one) => isNewIndex(one, name)))
      await connection.schema.alterTable(name, (table) => void table.dropIndex([], index.name));
  for (const [name, columns] of Object.entries(newColumns))
    await connection.schema.alterTable(name, (table) => void table.dropColumns(...columns));
  for (const [name, columns] of Object.entries(withItems))
    for (const row of (await connection(name)) as Record<string, unknown>[])
      await connection(name)
        .where({ id: row['id'] })
        .update(Object.fromEntries(columns.flatMap((column) => (row[column] ? [[column, withoutHtml(row[column])]] : []))));
  const [like] = (await connection(tables.held)) as Record<string, unknown>[];
  const ofTarget = { target_key: like?.['target_key'], since: like?.['since'], judged_at: like?.['judged_at'] };
  for (const [id, held] of Object.entries({ refusedItem, refusedCalendar })) {
    const ofItem = { held_key: hashKey(String(ofTarget.target_key), id), item_key: hashKey(id), microsoft_id: id };
    await connection(tables.held).insert({ ...ofTarget, ...ofItem, ...held, document_id: null, side: 'strapi', title: id });
  }
  const before = schema.tables
    .filter(({ name }) => !newTables.includes(name))
    .map((table) => ({
      ...table,
      columns: table.columns.filter(({ name }) => !newColumns[table.name]?.includes(name)),
      indexes: table.indexes.filter((index) => !isNewIndex(index, table.name)),
    }));
  await connection('strapi_database_schema')
    .where({ id: stored?.id })
    .update({ schema: JSON.stringify({ ...schema, tables: before }), hash: 'of the version before' });
}

describe.each(databases)('an installation of the version before that is started with this one, on %s', (database) => {
  let crm: Crm;
  let booted: BootedStrapi;
  let before: Awaited<ReturnType<typeof everything>>;

  const service = <T extends keyof MicrosoftSync>(name: T) => booted.strapi.plugin('microsoft-sync').service(name) as MicrosoftSync[T];
  async function boot(homes?: ResourcesConfig): Promise<void> {
    const { authority, graph } = crm.office.sandbox;
    const config = { microsoft: { cloud: { authority, graph } }, ...(homes ? { resources: homes } : {}) };
    booted = await bootStrapi({ database, contentTypes: 'playground', directory: crm.office.booted.directory, config });
  }
  async function sync(full: boolean): Promise<RunReport[]> {
    const reports = [];
    for (const resource of resources)
      reports.push(...(await service('sync').run({ user: crm.office.user, resource, ...(full ? { full } : {}) })).runs);
    return reports;
  }
  const rows = async (uid: string) =>
    (await booted.strapi.db.query(uid as never).findMany({ orderBy: 'id', populate: ['owner'] })) as Record<string, unknown>[];
  const named = async (subject: string): Promise<string> =>
    String((await rows(EVENT)).find((row) => row['subject'] === subject)?.['documentId']);
  const there = (subject: string): string => String(crm.office.mailbox.listEvents().find((event) => event.subject === subject)?.id);
  const inMicrosoft = () => {
    const { mailbox } = crm.office;
    const todo = mailbox.tasks;
    return { events: mailbox.listEvents(), tasks: todo.lists().flatMap(({ id }) => todo.listTasks(String(id))) };
  };
  const links = async () => {
    const found = (await booted.strapi.db.connection(tables.links).orderBy('id')) as Record<string, unknown>[];
    return found.map(({ id, document_id: entry, microsoft_id: item, state, base }) => ({
      id,
      entry,
      item,
      state,
      base: withoutHtml(base),
    }));
  };
  /** All that could be lost or written anew: with versions and times of the last change. */
  async function everything() {
    const user = crm.office.user;
    return structuredClone({
      events: await rows(EVENT),
      tasks: await rows(TASK),
      microsoft: inMicrosoft(),
      links: await links(),
      held: (await service('held').list({ user })).map(({ code, message }) => ({ code, message })),
      conflicts: (await service('conflicts').list({ user })).map((conflict) => JSON.parse(withoutHtml(JSON.stringify(conflict))) as object),
    });
  }
  const withoutEdited = <T extends { subject?: unknown }>(all: readonly T[]) => all.filter(({ subject }) => subject !== 'Edited before');

  beforeAll(async () => {
    crm = await openCrm({ boot: { database } });
    booted = crm.office.booted;
    const { office } = crm;
    await office.settings({ calendarConflictResolution: 'ask' });
    await office.services.settings.write({ level: 'user', id: office.user }, { syncIntervalMinutes: 20 });
    for (const [at, subject] of ['There', 'Contested', 'Edited'].entries()) office.mailbox.addEvent(remote(subject, 24 + at));
    office.mailbox.tasks.addTask({ title: 'Task there' });
    await office.strapi.documents(TASK).create({ data: { title: 'Task here', owner: office.user } as never });
    await office.createEvent(local('Here', 30));
    await office.createEvent({ ...local('Held', 40), recurrence: 'FREQ=MONTHLY;BYMONTHDAY=31' });
    const series = await office.createEvent({ ...local('Series', 48), timeZone: 'UTC', recurrence: 'FREQ=DAILY;COUNT=6' });
    await office.services.calendar.editOccurrence({ series: series.documentId, originalStart: soon(72), data: { subject: 'Exception' } });
    await sync(false);
    await office.updateEvent(await named('Contested'), { subject: 'Contested here' });
    office.mailbox.changeEvent(there('Contested'), { subject: 'Contested there' });
    for (const full of [false, true, false]) await sync(full);
    // Edits that no run has seen yet: their marks wait.
    await office.updateEvent(await named('Edited'), { subject: 'Edited before' });
    await office.updateEvent(await named('There'), { subject: 'There' });
    before = await everything();
    await toVersionBefore(office.strapi.db);
    before.held.unshift({ ...refusedCalendar, code: 'collection-not-shown' }, refusedItem);
    await booted.close({ keep: true });
    await boot();
  });
  afterAll(async () => {
    await booted.close();
    await crm.close();
  });

  it('had something of each kind', () => {
    expect(before.events.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['There', 'Here', 'Held', 'Series', 'Exception', 'Contested here', 'Edited before']),
    );
    expect(before.tasks.map(({ title }) => title).sort()).toEqual(['Task here', 'Task there']);
    expect(before.microsoft.events.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['There', 'Here', 'Series', 'Contested there', 'Edited']),
    );
    expect(before.held).toHaveLength(3);
    expect(before.conflicts).toMatchObject([{ fields: ['subject'], decided: null }]);
    expect(before.links.length).toBeGreaterThanOrEqual(8);
  });

  it('has all that it had, and can hold what is new', async () => {
    expect(await everything()).toEqual(before);
    const { connection } = booted.strapi.db;
    for (const name of newTables) expect(await connection(name)).toEqual([]);
    expect(new Set(await connection(tables.links).pluck('claim_key'))).toEqual(new Set([null]));
  });

  it('accounts are found by the names of their mailboxes, through indexes that were made for what was there', async () => {
    const { connection } = booted.strapi.db;
    const accounts = (await connection(accountModel.tableName)) as Record<string, unknown>[];
    expect(accounts).toHaveLength(1);
    const keyOf = (column: string) => addressKey(String(accounts[0]?.[column]));
    expect(accounts).toMatchObject([{ mailbox_id_key: keyOf('mailbox_id'), mailbox_address_key: keyOf('mailbox_address') }]);
    const indexesOf = async (table: string): Promise<string> => {
      const asked = {
        sqlite: `select name from sqlite_master where type = 'index' and tbl_name = '${table}'`,
        postgres: `select indexname from pg_indexes where tablename = '${table}'`,
        mysql: `show index from ${table}`,
      };
      return JSON.stringify(await connection.raw(asked[database]));
    };
    const there = (await indexesOf(accountModel.tableName)) + (await indexesOf(tables.pauses)) + (await indexesOf(tables.links));
    for (const { name } of accountModel.indexes) expect(there).toContain(name);
    for (const name of [...newIndexes, 'target_key_uid_key_idx']) expect(there).toContain(name);
  });

  it('mails about incidents go to everybody as before, until somebody wants none', async () => {
    const ofUser = () => ({ level: 'user', id: crm.office.user }) as const;
    const mails = async () => {
      const { syncIntervalMinutes: interval, incidentMails } = (await service('settings').read(ofUser())).fields;
      return { interval: interval.own, own: incidentMails.own, mails: incidentMails.effective };
    };
    expect(await mails()).toEqual({ interval: 20, own: null, mails: true });
    const settings = service('settings');
    await settings.write(ofUser(), { incidentMails: false });
    expect(await mails()).toEqual({ interval: 20, own: false, mails: false });
    await settings.write(ofUser(), { incidentMails: null });
    expect(await mails()).toEqual({ interval: 20, own: null, mails: true });
  });

  it('sends the one edit that waited, and writes nothing else', async () => {
    const [calendar, tasks] = await sync(false);
    expect(calendar).toMatchObject({ outcome: 'completed', strapi: zero, microsoft: { ...zero, updated: 1 } });
    expect(tasks).toMatchObject({ outcome: 'nothing-to-do' });
    const now = await everything();
    expect({ ...now, links: 0, microsoft: 0 }).toEqual({ ...before, links: 0, microsoft: 0 });
    expect(now.links.map(({ base: _, ...link }) => link)).toEqual(before.links.map(({ base: _, ...link }) => link));
    expect(withoutEdited(now.microsoft.events)).toEqual(before.microsoft.events.filter(({ subject }) => subject !== 'Edited'));
    expect(now.microsoft.tasks).toEqual(before.microsoft.tasks);
    before = now;
  });

  it.each([false, true])('writes nothing on either side in a run, full: %s', async (full) => {
    for (const report of await sync(full)) expect(report).toMatchObject({ ...nothingWritten, matched: 0 });
    if (full) before.held.shift(); // no such calendar is there, and nobody waits for it
    expect(await everything()).toEqual(before);
  });

  it('with homes, waits until they are confirmed; then nothing of the plugin’s own entries is written or doubled', async () => {
    await booted.close({ keep: true });
    await boot(playgroundHomes().crm);
    expect((await sync(false)).map(({ reason }) => reason)).toEqual(['mapping-not-confirmed', 'mapping-not-confirmed']);
    expect(await service('resources').confirm()).toEqual(['api::meeting.meeting', 'calls', 'appointments', 'tasks']);
    for (const full of [false, true, false, true])
      for (const report of await sync(full)) {
        expect(report).toMatchObject({ ...nothingWritten, matched: 0 });
        expect(['completed', 'nothing-to-do']).toContain(report.outcome);
      }
    expect(await everything()).toEqual(before);
    for (const uid of [ACTIVITY, MEETING]) expect(await booted.strapi.db.query(uid as never).count()).toBe(0);
  });

  it('goes on from there: edits on both sides arrive, and what is new comes into a home', async () => {
    await booted.strapi.documents(EVENT).update({ documentId: await named('Here'), data: { subject: 'Here, later' } as never });
    crm.office.mailbox.changeEvent(there('There'), { subject: 'There, later' });
    crm.office.mailbox.addEvent(remote('New', 100));
    const [report] = await sync(false);
    expect(report).toMatchObject({ strapi: { created: 1, updated: 1, deleted: 0 }, microsoft: { ...zero, updated: 1 } });
    expect((await rows(EVENT)).map(({ subject }) => subject)).toContain('There, later');
    expect((await rows(ACTIVITY as typeof EVENT)).map(({ title }) => title)).toEqual(['New']);
    expect(there('Here, later')).not.toBe('undefined');
  });

  it('another calendar takes part once somebody chooses it, and nothing of what was there is written', async () => {
    const { mailbox, user } = crm.office;
    mailbox.addEvent(remote('In the team', 110), mailbox.addCalendar('Team'));
    for (const report of await sync(true)) expect(report).toMatchObject(nothingWritten);
    await service('sync').chooseCollections({ user, resource: 'calendar', choice: 'all' });
    const [report] = await sync(false);
    expect(report).toMatchObject({ strapi: { ...zero, created: 1 }, microsoft: zero });
    for (const again of await sync(true)) expect(again).toMatchObject({ ...nothingWritten, outcome: 'nothing-to-do' });
  });
});
