import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVENT, local, openTasksOffice, TASK, type Person, type TasksOffice } from '../support';

const none = { created: 0, updated: 0, deleted: 0 };
const BEN = 'ben@sandbox.example';
const kinds = [
  {
    resource: 'tasks',
    uid: TASK,
    entry: (n: number) => ({ title: `Entry ${n}`, checklist: [{ title: 'Step' }] }),
    inMailbox: (at: TasksOffice, address: string) => at.office.sandbox.mailbox(address).tasks.listTasks().length,
  },
  {
    resource: 'calendar',
    uid: EVENT,
    entry: (n: number) => local(`Entry ${n}`, 24 + n),
    inMailbox: (at: TasksOffice, address: string) => at.office.sandbox.mailbox(address).listEvents().length,
  },
] as const;

describe.each(kinds)('the owner of an entry: $resource', ({ resource, uid, entry, inMailbox }) => {
  let at: TasksOffice;
  let ben: Person;
  beforeEach(async () => {
    at = await openTasksOffice({ withCalendar: true });
    ben = await at.office.booted.createAdminUser({ firstname: 'Ben', lastname: 'Babbage', email: BEN });
  });
  afterEach(() => at.close());

  const documents = () => at.office.strapi.documents(uid);
  const create = async (n: number, owner: string | null) =>
    (await documents().create({ data: { ...entry(n), owner } as never })).documentId;
  const give = async (documentId: string, owner: string | null) =>
    void (await documents().update({ documentId, data: { owner } as never }));
  const run = async (user: string) => {
    const { runs } = await at.office.services.sync.run({ user, resource });
    if (!runs[0]) throw new Error('no run');
    return runs[0];
  };
  const explain = (documentId: string) => at.office.services.sync.explain({ uid, documentId });
  const mailboxes = () => ({ ada: inMailbox(at, at.office.ada.email), ben: inMailbox(at, BEN) });

  it('is missing: it is in nobody’s mailbox, and says so until somebody owns it', async () => {
    const documentId = await create(1, null);
    expect(await run(at.office.user)).toMatchObject({ microsoft: none });
    expect(mailboxes()).toEqual({ ada: 0, ben: 0 });
    expect(await explain(documentId)).toMatchObject({
      link: null,
      unsynchronized: { code: 'no-owner', message: expect.stringContaining('Choose an owner') as string },
    });
    await give(documentId, ben.documentId);
    expect(await explain(documentId)).toMatchObject({ unsynchronized: { code: 'not-connected' } });
    await give(documentId, at.office.user);
    await run(at.office.user);
    expect(mailboxes()).toEqual({ ada: 1, ben: 0 });
    expect(await explain(documentId)).toMatchObject({ link: { collection: expect.any(String) as string }, unsynchronized: null });
  });

  it('has it switched off: the entry says so', async () => {
    await at.office.settings({ [`${resource}Enabled`]: false });
    expect(await explain(await create(1, at.office.user))).toMatchObject({ unsynchronized: { code: 'switched-off' } });
  });

  it('is another one: the entry leaves the one mailbox, then comes into the other, whoever is first to run', async () => {
    await at.office.connect(ben);
    await run(ben.documentId);
    const documentId = await create(1, at.office.user);
    await run(at.office.user);
    await give(documentId, ben.documentId);
    await run(ben.documentId);
    expect(mailboxes()).toEqual({ ada: 1, ben: 0 }); // never in both
    await run(at.office.user);
    expect(mailboxes().ada).toBe(0);
    await run(ben.documentId);
    expect(mailboxes()).toEqual({ ada: 0, ben: 1 });
    for (const user of [at.office.user, ben.documentId]) expect(await run(user)).toMatchObject({ outcome: 'nothing-to-do' });
    expect(await documents().count({})).toBe(1);
  });

  it('is another one for all of them: one decision of the guard is about both mailboxes', async () => {
    await at.office.connect(ben);
    await run(ben.documentId);
    const all = await Promise.all([1, 2, 3, 4].map((n) => create(n, at.office.user)));
    await run(at.office.user);
    for (const documentId of all) await give(documentId, ben.documentId);
    const stopped = await run(at.office.user);
    expect(stopped).toMatchObject({ outcome: 'stopped-by-guard', microsoft: none });
    expect(await run(ben.documentId)).toMatchObject({ microsoft: none });
    expect(mailboxes()).toEqual({ ada: 4, ben: 0 });
    const { actions } = await at.office.services.sync.preview({ user: ben.documentId, resource });
    expect(actions).toHaveLength(4);
    expect(actions[0]).toMatchObject({ kind: 'hold', why: expect.stringContaining('another owner') as string });
    await at.office.services.sync.approve({ run: stopped.run });
    expect(mailboxes().ada).toBe(0);
    await run(ben.documentId);
    expect(mailboxes()).toEqual({ ada: 0, ben: 4 });
    for (const user of [at.office.user, ben.documentId]) expect(await run(user)).toMatchObject({ outcome: 'nothing-to-do' });
  });

  it('is another one, and the earlier one cannot be synchronized: nobody waits for that', async () => {
    await at.office.connect(ben);
    await run(ben.documentId);
    const documentId = await create(1, at.office.user);
    await run(at.office.user);
    await at.office.services.accounts.disconnect({ user: at.office.user });
    await give(documentId, ben.documentId);
    expect(await run(at.office.user)).toMatchObject({ outcome: 'action-required', reason: 'not-connected' });
    await run(ben.documentId);
    expect(mailboxes().ben).toBe(1);
  });
});
