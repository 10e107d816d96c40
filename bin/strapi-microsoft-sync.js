#!/usr/bin/env node
'use strict';

/**
 * `npx strapi-microsoft-sync status|run|check|doctor|adopt`, from the folder of a Strapi application: starts that application without its web server and
 * without the plugin's scheduler, asks, and ends. Answers go to standard output, everything else to standard error.
 */
const { createRequire } = require('node:module');
const path = require('node:path');
const { parseArgs } = require('node:util');

const HELP = `Usage: strapi-microsoft-sync <command> [options]     (in the folder of your Strapi application)

Commands
  status  [--organization ID] [--user ID]   what is synchronized, for everybody with an account or for these
  run     --user ID [--resource R]          synchronize now; R is calendar or tasks
  check   --user ID                         walk the whole way to the mailbox, and say where it ends
  doctor  [--organization ID]               check the Azure application alone, whether or not somebody is connected
  adopt   --from HOME --to HOME [--user ID|EMAIL] [--dry-run] [--undo]
                                            move linked entries from one home to another; Microsoft is told nothing.
                                            Ctrl-C stops it after the entries in hand; the same command goes on.
                                            A home is called by its name, the plugin's own type by its uid.
                                            --undo: back from --to to --from, what has come from there within 30 days

Options
  --json       the answer as JSON
  -h, --help   this text

IDs are Strapi's documentIds.

Exit codes
  0  all is well
  1  something failed, or needs a person: an account asks for action, a run did not complete, a step of the check is not passed,
     entries stay where they are
  2  the command was not understood
`;
const OPTIONS = {
  status: ['organization', 'user'],
  run: ['user', 'resource'],
  check: ['user'],
  doctor: ['organization'],
  adopt: ['from', 'to', 'user', 'dry-run', 'undo'],
};
const REQUIRED = { status: [], run: ['user'], check: ['user'], doctor: [], adopt: ['from', 'to'] };

class NotUnderstood extends Error {}

function read(args) {
  const text = { type: 'string' };
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        organization: text,
        user: text,
        resource: text,
        from: text,
        to: text,
        'dry-run': { type: 'boolean' },
        undo: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new NotUnderstood(error.message);
  }
  const { json = false, help = false, ...options } = parsed.values;
  const [name, ...more] = parsed.positionals;
  if (help) return { help };
  if (!name) throw new NotUnderstood('Which command?');
  if (!Object.hasOwn(OPTIONS, name)) throw new NotUnderstood(`There is no command "${name}".`);
  if (more.length > 0) throw new NotUnderstood(`"${more[0]}" is one word too many.`);
  for (const option of Object.keys(options)) if (!OPTIONS[name].includes(option)) throw new NotUnderstood(`${name} knows no --${option}.`);
  for (const option of REQUIRED[name]) if (!options[option]) throw new NotUnderstood(`${name} needs --${option}.`);
  if (options.user !== undefined && options.organization !== undefined) throw new NotUnderstood('Either --user or --organization.');
  if (options.resource !== undefined && !['calendar', 'tasks'].includes(options.resource))
    throw new NotUnderstood('--resource is calendar or tasks.');
  const { 'dry-run': dryRun, ...others } = options;
  return { command: { name, ...others, ...(dryRun ? { dryRun } : {}) }, json };
}

/** The application's own Strapi: a second one would not know its plugins. */
function loadStrapi(folder) {
  try {
    return createRequire(path.join(folder, 'package.json'))('@strapi/strapi');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error('There is no Strapi application in this folder.');
  }
}

async function answer(command) {
  process.env.MICROSOFT_SYNC_COMMAND_LINE = 'true';
  const { createStrapi, compileStrapi } = loadStrapi(process.cwd());
  const strapi = createStrapi(await compileStrapi());
  strapi.log.level = 'error';
  await strapi.load();
  try {
    const plugin = strapi.plugin('microsoft-sync');
    if (!plugin) throw new Error('The plugin microsoft-sync is not switched on in this application.');
    return await plugin.service('commandLine').answer(command.name === 'adopt' ? { ...command, ...stoppable() } : command);
  } finally {
    await strapi.destroy();
  }
}

/** The entries in hand are a transaction: Ctrl-C ends the command after them. */
function stoppable() {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  return { signal: stop.signal, onProgress: (line) => process.stderr.write(`${line}\n`) };
}

async function main(write) {
  const { help, command, json } = read(process.argv.slice(2));
  if (help) {
    write(HELP);
    return 0;
  }
  const { exitCode, data, text } = await answer(command);
  write(`${json ? JSON.stringify(data, null, 2) : text}\n`);
  return exitCode;
}

// Whatever Strapi or its plugins print must not get into the answer.
const toStandardOutput = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

main(toStandardOutput)
  .catch((error) => {
    const isUsage = error instanceof NotUnderstood;
    process.stderr.write(`${error.message}\n${isUsage ? '\nstrapi-microsoft-sync --help says more.\n' : ''}`);
    return isUsage ? 2 : 1;
  })
  // Pools and timers of the application may be open still; a pipe must have taken the answer before the process ends.
  .then((exitCode) => toStandardOutput('', () => process.exit(exitCode)));
