import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from './index.js';
import type { SandboxApplication, SandboxPerson } from './options.js';

/**
 * npx tsx sandbox/main.ts [--port 4365] [--redirect URL]… [--ics FILE] [--tasks FILE] [--user ADDRESS] [--state FILE] [--quiet]
 * `--ics` (events) and `--tasks` fill a mailbox that is new; with `--state` that is the first start alone. Tasks are a JSON list as Graph takes
 * them: a task goes to the default list, `{ displayName, tasks }` is a list of its own.
 * Also by environment: SANDBOX_PORT, SANDBOX_STATE, SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env['SANDBOX_PORT'] ?? '4365' },
    redirect: { type: 'string', multiple: true, default: [] },
    ics: { type: 'string', multiple: true, default: [] },
    tasks: { type: 'string', multiple: true, default: [] },
    user: { type: 'string', default: 'ada@sandbox.example' },
    state: { type: 'string', default: process.env['SANDBOX_STATE'] ?? '' },
    quiet: { type: 'boolean', default: false },
  },
});

interface ListOfTasks {
  readonly displayName: string;
  readonly tasks: readonly object[];
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const users: SandboxPerson[] = [
  { address: 'ada@sandbox.example', name: 'Ada Lovelace', timeZone: 'W. Europe Standard Time' },
  { address: 'grace@sandbox.example', name: 'Grace Hopper', timeZone: 'Eastern Standard Time' },
  { address: 'alan@sandbox.example', name: 'Alan Turing', timeZone: 'GMT Standard Time' },
];

const application: SandboxApplication = {
  clientId: process.env['SANDBOX_CLIENT_ID'] ?? '11111111-2222-4333-8444-555555555555',
  name: 'Strapi',
  redirectUris: [
    'http://localhost:1337/api/microsoft-sync/oauth/callback',
    'http://127.0.0.1:1337/api/microsoft-sync/oauth/callback',
    ...values.redirect,
  ],
  secrets: [process.env['SANDBOX_CLIENT_SECRET'] ?? 'sandbox-secret'],
  applicationPermissions: ['Calendars.ReadWrite', 'Tasks.ReadWrite.All', 'MailboxSettings.Read', 'User.Read.All'],
};

const sandbox = await startSandbox({
  port: Number(values.port),
  users,
  applications: [application],
  // Answers that take a moment, so that requests can overlap as they do in reality.
  latencyMilliseconds: 10,
  ...(values.state === '' ? {} : { stateFile: path.resolve(values.state) }),
  ...(values.quiet ? {} : { log: say }),
});
say(`Local Microsoft 365: ${sandbox.url}`);
say(`Sign-in and Graph:   ${sandbox.authority} (tenant ${sandbox.tenantId})`);
say(`Application:         ${application.clientId}`);
if (sandbox.isRestored) say(`Mailboxes:           as they were, from ${values.state}`);
for (const file of sandbox.isRestored ? [] : values.ics) {
  const { loaded, skipped } = sandbox.mailbox(values.user).loadIcs(readFileSync(file, 'utf8'));
  say(`${file}: ${loaded} loaded, ${skipped.length} left out`);
  for (const { uid, reason } of skipped) say(`  ${uid || 'no UID'}: ${reason}`);
}
for (const file of sandbox.isRestored ? [] : values.tasks) {
  const { tasks: todo } = sandbox.mailbox(values.user);
  let count = 0;
  for (const entry of JSON.parse(readFileSync(file, 'utf8')) as (object | ListOfTasks)[]) {
    const isList = 'displayName' in entry;
    const listId = isList ? String(todo.addList(entry.displayName)['id']) : todo.defaultListId;
    for (const task of isList ? entry.tasks : [entry]) {
      todo.addTask(task, listId);
      count += 1;
    }
  }
  say(`${file}: ${count} tasks`);
}

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void sandbox.close().then(() => process.exit(0));
  });
}
