import { afterEach, describe, expect, it } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../index.js';
import { signInAsApplication } from '../../testing/connect.js';
import { ada, application, bob, callerFor, callerWith, readRound, startTestSandbox, todoCallerFor } from '../../testing/fixture.js';

let sandbox: Sandbox;
afterEach(() => sandbox.close());

const start = async (options: Partial<SandboxOptions> = {}) => void (sandbox = await startTestSandbox(options));
const granting = (...applicationPermissions: string[]): Partial<SandboxOptions> => ({
  applications: [
    {
      clientId: application.clientId,
      name: 'Test',
      redirectUris: [application.redirectUri],
      secrets: [application.secret],
      applicationPermissions,
    },
  ],
});

describe('an application on its own', () => {
  it('reaches by RBAC for Applications what its token does not show', async () => {
    const { applications = [] } = granting('Tasks.ReadWrite.All');
    await start({ applications: applications.map((one) => ({ ...one, permissionsOfExchange: ['Calendars.ReadWrite'] })) });
    const token = await signInAsApplication(sandbox, application);
    expect(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({ roles: ['Tasks.ReadWrite.All'] });
    expect((await callerWith(sandbox, token)('GET', `/users/${ada}/calendar`)).status).toBe(200);
    expect((await callerWith(sandbox, token)('GET', `/users/${ada}/mailboxSettings`)).status).toBe(403);
  });

  it('gets 401 UnknownError without the permission for tasks, while its calendar works', async () => {
    await start(granting('Calendars.ReadWrite'));
    const call = callerWith(sandbox, await signInAsApplication(sandbox, application));
    const answer = await call('GET', `/users/${ada}/todo/lists`);
    expect([answer.status, answer.body['error'].code]).toEqual([401, 'UnknownError']);
    expect((await call('GET', `/users/${ada}/calendar`)).status).toBe(200);
  });

  it('reads and writes tasks with it, of everybody', async () => {
    await start(granting('Tasks.ReadWrite.All'));
    const call = callerWith(sandbox, await signInAsApplication(sandbox, application));
    for (const person of [ada, bob]) {
      const list = sandbox.mailbox(person).tasks.defaultListId;
      expect((await call('POST', `/users/${person}/todo/lists/${list}/tasks`, { title: 'x' })).status).toBe(201);
      expect((await readRound(call, `/users/${person}/todo/lists/${list}/tasks/delta`)).items).toHaveLength(1);
    }
  });

  it('may read and not write with the smaller one', async () => {
    await start(granting('Tasks.Read.All'));
    const call = callerWith(sandbox, await signInAsApplication(sandbox, application));
    expect((await call('GET', `/users/${ada}/todo/lists`)).status).toBe(200);
    expect((await call('POST', `/users/${ada}/todo/lists`, { displayName: 'x' })).status).toBe(401);
  });
});

describe('a person', () => {
  it('needs the scope, and reaches nobody else', async () => {
    await start();
    const without = await callerFor(sandbox, ada);
    expect((await without('GET', '/me/todo/lists')).status).toBe(403);
    const call = await todoCallerFor(sandbox, ada);
    expect((await call('GET', `/users/${ada}/todo/lists`)).status).toBe(200);
    const { status, body } = await call('GET', `/users/${bob}/todo/lists`);
    expect([status, body['error'].code, body['error'].innerError.code]).toEqual([400, 'invalidRequest', 'ErrorIncorrectRoutingHint']);
  });

  it('may have a mailbox without To Do, or a cloud without it', async () => {
    await start({
      users: [
        { address: ada, name: 'Ada' },
        { address: bob, name: 'Bob', hasTodo: false },
      ],
    });
    const guest = await todoCallerFor(sandbox, bob);
    const { status, body } = await guest('GET', '/me/todo/lists');
    expect([status, body['error'].code]).toEqual([404, 'MailboxNotEnabledForRESTAPI']);
    expect((await guest('GET', '/me/events')).status).toBe(200);
    const call = await todoCallerFor(sandbox, ada);
    sandbox.mailbox(ada).tasks.behave({ availability: 'notInCloud' });
    const absent = await call('GET', '/me/todo/lists');
    expect([absent.status, absent.body['error'].message]).toEqual([400, "Resource not found for the segment 'todo'."]);
    await sandbox.close();
    await start({ todo: { availability: 'notInCloud' } });
    expect((await (await todoCallerFor(sandbox, ada))('GET', '/me/todo/lists')).status).toBe(400);
  });
});
