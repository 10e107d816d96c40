import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { signInAs } from './testing/connect.js';
import { callerWith } from './testing/fixture.js';
import type { Sandbox } from './index.js';

const application = {
  clientId: '11111111-2222-4333-8444-555555555555',
  secret: 'sandbox-secret',
  redirectUri: 'http://localhost:1337/api/microsoft-sync/oauth/callback',
};
const ics = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'BEGIN:VEVENT',
  'UID:one',
  'SUMMARY:From the file',
  'DTSTART:20260303T100000Z',
  'DTEND:20260303T110000Z',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

const scope = 'openid https://graph.microsoft.com/Calendars.ReadWrite https://graph.microsoft.com/Tasks.ReadWrite';

let folder: string;
let child: ChildProcess;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-main-'));
  writeFileSync(path.join(folder, 'demo.ics'), ics);
  writeFileSync(
    path.join(folder, 'tasks.json'),
    JSON.stringify([{ title: 'In the default list' }, { displayName: 'Trade fair', tasks: [{ title: 'Order the stand' }] }]),
  );
});
afterEach(() => {
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Sandbox> {
  const flags = [
    '--port',
    '0',
    '--ics',
    path.join(folder, 'demo.ics'),
    '--tasks',
    path.join(folder, 'tasks.json'),
    '--state',
    path.join(folder, 'state.json'),
    '--quiet',
  ];
  child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('main.ts', import.meta.url)), ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.on('data', (chunk) => (said += String(chunk)));
  await expect.poll(() => said, { timeout: 15_000 }).toContain('Application:');
  const url = /Microsoft 365: (\S+)/.exec(said)?.[1] ?? '';
  return { authority: url, graph: url } as Sandbox;
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await once(child, 'exit');
}

it.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT'] as const)(
  'a process of its own keeps its state at %s, loads a file once and knows its tokens again',
  async (signal) => {
    const first = await start();
    const { accessToken } = await signInAs(first, application, 'ada@sandbox.example', scope);
    const subjects = async (at: Sandbox) =>
      (await callerWith(at, accessToken)('GET', '/me/events')).body['value'].map(({ subject }: { subject: string }) => subject);
    const [loaded] = (await callerWith(first, accessToken)('GET', '/me/events')).body['value'];
    expect(loaded.subject).toBe('From the file');
    expect(await tasksByList(callerWith(first, accessToken))).toEqual({
      Tasks: ['In the default list'],
      'Flagged Emails': [],
      'Trade fair': ['Order the stand'],
    });
    await callerWith(first, accessToken)('POST', '/me/events', { subject: 'At the last moment', start: loaded.start, end: loaded.end });
    expect((await callerWith(first, accessToken)('DELETE', `/me/events/${loaded.id}`)).status).toBe(204);
    await stop(signal);
    expect(readFileSync(path.join(folder, 'state.json'), 'utf8')).toContain('"isComplete":true');
    expect(await subjects(await start())).toEqual(['At the last moment']);
  },
);

async function tasksByList(call: ReturnType<typeof callerWith>): Promise<Record<string, string[]>> {
  const lists = (await call('GET', '/me/todo/lists')).body['value'] as { id: string; displayName: string }[];
  const titles = async (id: string) =>
    ((await call('GET', `/me/todo/lists/${id}/tasks`)).body['value'] as { title: string }[]).map(({ title }) => title);
  return Object.fromEntries(await Promise.all(lists.map(async ({ id, displayName }) => [displayName, await titles(id)] as const)));
}
