/**
 * `npm run check`: everything about the code that needs no test. Parts run side by side; only what fails says more than one line.
 * `npm run check -- types lint` runs only the parts whose names begin so.
 */
import os from 'node:os';
import { ensureInstalled } from './setup/install.mjs';
import { checkNode } from './setup/node.mjs';
import { main, Problem } from './setup/problem.mjs';
import { createProgress, seconds } from './setup/progress.mjs';
import { run } from './setup/run.mjs';

const node = (script, ...args) => [process.execPath, script, ...args];
const types = (project) => [
  `types ${project}`,
  node(
    'node_modules/typescript/bin/tsc',
    '-p',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    `.cache/types/${project.replace(/\W/g, '-')}.tsbuildinfo`,
  ),
];

/** Where the plugin and its sandbox stand; a cycle is looked for through all of them. */
const rooms = ['src', 'server/src', 'admin/src', 'sandbox', 'strapi-server.ts'];

/** Long ones first, so that they do not stand in line behind short ones. */
const parts = [
  ['lint', node('node_modules/eslint/bin/eslint.js', '.', '--cache', '--cache-location', '.cache/eslint', '--max-warnings', '0')],
  [
    'promises and switches',
    node('node_modules/eslint/bin/eslint.js', ...rooms, 'tests', '--config', 'scripts/lint/types.config.mjs', '--max-warnings', '0'),
  ],
  types('admin'),
  types('tests'),
  types('server'),
  types('sandbox'),
  types('examples/front-end'),
  types('src'),
  types('playground/jsconfig.json'),
  ['formatting', node('node_modules/prettier/bin/prettier.cjs', '--check', '.', '--cache', '--cache-location', '.cache/prettier')],
  ['cycles', node('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ...rooms, '--config', '.dependency-cruiser.cjs')],
  ['unused code and dependencies', node('node_modules/knip/bin/knip.js', '--no-progress')],
];
/** These look at `dist/`, so they wait for the build. */
const packageParts = [
  ['package: strapi-plugin verify', node('node_modules/@strapi/sdk-plugin/bin/strapi-plugin.js', 'verify')],
  ['package: publint', node('node_modules/publint/src/cli.js', '--strict')],
  // "false-cjs": strapi-plugin writes one declaration for both module systems.
  ['package: are the types wrong', node('node_modules/@arethetypeswrong/cli/dist/index.js', '--pack', '.', '--ignore-rules', 'false-cjs')],
];

await main(async () => {
  const startedAt = Date.now();
  const progress = createProgress();
  checkNode();
  await ensureInstalled(progress);

  const wanted = process.argv.slice(2);
  const isWanted = ([name]) => wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning));
  const failed = [];
  const check = async ([name, command]) => {
    const partStartedAt = Date.now();
    const { code, output } = await run(command, { env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' } });
    console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds(partStartedAt)})`);
    if (code !== 0) failed.push({ name, output });
  };
  const queue = parts.filter(isWanted).map((part) => () => check(part));
  const last = packageParts.filter(isWanted);
  if (last.length > 0) queue.unshift(() => buildThenCheck(last, check, failed));
  await inParallel(queue, Math.max(2, os.availableParallelism()));

  for (const { name, output } of failed) console.log(`\n── ${name} ──\n${output.trim()}`);
  if (failed.length > 0) throw new Problem(`${failed.length} failed: ${failed.map(({ name }) => name).join(', ')} (${seconds(startedAt)})`);
  console.log(`All is well (${seconds(startedAt)}).`);
});

async function buildThenCheck(last, check, failed) {
  const { ensurePluginBuilt } = await import('./setup/build.mjs');
  const silent = { step: (_name, work) => work() };
  const startedAt = Date.now();
  try {
    await ensurePluginBuilt(silent);
    console.log(`✔ package: build (${seconds(startedAt)})`);
  } catch (error) {
    console.log(`✖ package: build (${seconds(startedAt)})`);
    failed.push({ name: 'package: build', output: error.message });
    return;
  }
  for (const part of last) await check(part);
}

async function inParallel(queue, width) {
  const waiting = [...queue];
  const worker = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job();
  };
  await Promise.all(Array.from({ length: width }, worker));
}
