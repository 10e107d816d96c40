import path from 'node:path';
import { playground, root } from '../setup/root.mjs';
import { startChild } from './child.mjs';
import { writeDemoCalendar } from './demo-calendar.mjs';
import { writeDemoTasks } from './demo-tasks.mjs';
import { freePort } from './port.mjs';
import { untilAnswers } from './until-answers.mjs';

const PREFERRED_PORT = 4365;
const CLIENT_ID = '11111111-2222-4333-8444-555555555555';
/** Ada's mailbox has something in it from the beginning. */
const MAILBOX_OF_THE_DEMO = 'ada@sandbox.example';

/** Where the local Microsoft 365 keeps mailboxes and sign-ins: one file per database of the demo, for what is linked is in both; beside it where it is a file. */
export function sandboxState({ database, client }) {
  const { dir, name } = path.parse(database ?? path.join(playground, '.tmp', client));
  return path.join(dir, `${name}.microsoft.json`);
}

/** The local Microsoft 365 in a process of its own, with an application registered for this Strapi. */
export async function startSandbox({ keep, strapiUrl, secret, stateFile, isVerbose }) {
  const port = await freePort(PREFERRED_PORT);
  const redirect = `${strapiUrl}/api/microsoft-sync/oauth/callback`;
  const flags = [
    '--port',
    String(port),
    '--redirect',
    redirect,
    '--ics',
    writeDemoCalendar(),
    '--tasks',
    writeDemoTasks(),
    '--user',
    MAILBOX_OF_THE_DEMO,
    '--state',
    stateFile,
  ];
  const command = [process.execPath, '--import', 'tsx', 'sandbox/main.ts', ...flags, ...(isVerbose ? [] : ['--quiet'])];
  const env = { ...process.env, SANDBOX_CLIENT_ID: CLIENT_ID, SANDBOX_CLIENT_SECRET: secret };
  const child = keep(startChild('M365', command, { cwd: root, env, isQuiet: (line) => !isVerbose && !/error|cannot be/i.test(line) }));
  const url = `http://127.0.0.1:${port}`;
  const tenant = wordOf(child, /tenant ([\w-]+)/);
  await untilAnswers(url, child);
  return {
    url,
    environment: { SANDBOX_URL: url, SANDBOX_TENANT_ID: await tenant, SANDBOX_CLIENT_ID: CLIENT_ID, SANDBOX_CLIENT_SECRET: secret },
  };
}

function wordOf(child, pattern) {
  return new Promise((resolve) => {
    const stop = child.onLine((line) => {
      const word = pattern.exec(line)?.[1];
      if (!word) return;
      stop();
      resolve(word);
    });
  });
}
