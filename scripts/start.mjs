/**
 * `npm start`: from a fresh clone to a Strapi with demo people beside a local Microsoft 365.
 * `npm start -- --fresh` forgets what the demo's Strapi and the local Microsoft 365 hold, `--no-sandbox` uses Microsoft's own cloud, `--verbose` shows every request.
 * The demo is a CRM with content types of its own; `--built-in` shows the plugin's own alone, `--members` to-dos of users of Users & Permissions.
 */
import fs from 'node:fs';
import path from 'node:path';
import { startFrontEnd } from './run/front-end.mjs';
import { freePort } from './run/port.mjs';
import { sandboxState, startSandbox } from './run/sandbox.mjs';
import { startStrapi } from './run/strapi.mjs';
import { untilAskedToStop } from './run/until-stopped.mjs';
import { ensureAdminBuilt, ensurePluginBuilt } from './setup/build.mjs';
import { ensureEnvironment } from './setup/environment.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { checkNode } from './setup/node.mjs';
import { main, Problem } from './setup/problem.mjs';
import { createProgress, seconds } from './setup/progress.mjs';
import { playground } from './setup/root.mjs';

const options = new Set(process.argv.slice(2));

await main(async () => {
  const startedAt = Date.now();
  const progress = createProgress();
  checkNode();
  await ensureInstalled(progress);
  const secrets = ensureEnvironment();
  await ensurePluginBuilt(progress);

  const isVerbose = options.has('--verbose');
  const port = await freePort(Number(process.env.PORT ?? 1337));
  const strapiUrl = process.env.PUBLIC_URL ?? `http://localhost:${port}`;
  const variant = wantedVariant(process.env);
  const env = {
    ...process.env,
    ...secrets,
    PORT: String(port),
    PLAYGROUND: variant,
    NODE_ENV: 'production',
    STRAPI_TELEMETRY_DISABLED: 'true',
  };
  const demo = demoDatabase(env);
  const stateFile = sandboxState(demo);
  if (options.has('--fresh')) forget(demo, stateFile);
  await ensureAdminBuilt(progress, env);

  await untilAskedToStop(async (keep) => {
    const sandbox = options.has('--no-sandbox')
      ? null
      : await progress.step('Starting the local Microsoft 365', () =>
          startSandbox({ keep, strapiUrl, secret: secrets.SANDBOX_CLIENT_SECRET, stateFile, isVerbose }),
        );
    const frontEnd = variant === 'members' ? await progress.step('Starting the front end', () => startFrontEnd({ keep, strapiUrl })) : null;
    const addresses = { ...sandbox?.environment, ...(frontEnd ? { FRONT_END_URL: frontEnd } : {}) };
    await progress.step('Starting Strapi', () => startStrapi({ keep, port, env: { ...env, ...addresses }, isVerbose }));
    console.log(welcome({ variant, strapiUrl, sandbox, frontEnd, password: secrets.DEMO_PASSWORD, startedAt }));
  });
});

/** One of playground/variant.js. */
function wantedVariant({ PLAYGROUND = 'crm' }) {
  return ['built-in', 'members'].find((name) => options.has(`--${name}`)) ?? PLAYGROUND;
}

/** As playground/config/database.js has it; `database` is the file of SQLite. */
function demoDatabase({ PLAYGROUND: variant, DATABASE_CLIENT: client = 'sqlite', DATABASE_FILENAME: file = `.tmp/${variant}.db` }) {
  return client === 'sqlite' ? { client, database: path.resolve(playground, file) } : { client };
}

/** Both sides or none: events that are linked to a mailbox that forgot them look deleted. */
function forget({ client, database }, stateFile) {
  if (!database) throw new Problem(`--fresh empties SQLite only. Drop the database in ${client} yourself, and ${stateFile} with it.`);
  const files = [database, `${database}-journal`, `${database}-wal`, `${database}-shm`, stateFile, `${stateFile}.broken`];
  for (const file of files) fs.rmSync(file, { force: true });
}

function welcome({ variant, strapiUrl, sandbox, frontEnd, password, startedAt }) {
  const demo = JSON.parse(fs.readFileSync(path.join(playground, 'demo.json'), 'utf8'));
  const others = demo.people.map((person) => person.email).join(', ');
  return `
  Ready in ${seconds(startedAt)}.

  Strapi's admin panel   ${strapiUrl}/admin
    administrator        ${demo.administrator.email}
    password             ${password}
    colleagues           ${others} (same password)
${sandbox ? `  Local Microsoft 365    ${sandbox.url}/    everyone's mailbox as a calendar\n` : ''}${frontEnd ? `  Front end              ${frontEnd}/    for the colleagues, with an account of Users & Permissions\n` : ''}
  Next: ${nextStep(variant)}.
  Ctrl-C stops everything.
`;
}

function nextStep(variant) {
  if (variant === 'members') return 'sign in to the front end as a colleague and connect the mailbox of the same name';
  return 'Settings → Microsoft 365 → My Microsoft 365 → Connect; System shows what is set up';
}
