/**
 * `npm test`: every test that needs only Node. `npm run test:browser`: those in a real browser.
 * The last line is `N passed, N failed`, with `, N skipped` where there are any; a run without a test has failed.
 * TEST_NODE names another Node that runs them; what is installed stays that of this one.
 */
import fs from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { ensureAdminBuilt, ensurePluginBuilt } from './setup/build.mjs';
import { ensureEnvironment } from './setup/environment.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { checkNode } from './setup/node.mjs';
import { main } from './setup/problem.mjs';
import { createProgress } from './setup/progress.mjs';
import { cache, root } from './setup/root.mjs';

const isBrowser = process.argv[2] === 'browser';
const more = process.argv.slice(isBrowser ? 3 : 2);
/**
 * Many files of unit tests in a process, since loading what they stand on takes longer than most of them. Strapi keeps itself in a global variable,
 * and what it and histories leave in a process makes the next file slow: each of those has one of its own.
 */
const runs = isBrowser
  ? // Each file in the browser starts a playground of its own; two that start at once would take one port for their local Microsoft 365.
    [{ projects: ['browser'], args: ['--no-file-parallelism'] }]
  : [
      // Fewer processes at the end than at the beginning would be ended as soon as they are idle, which the pool takes for a failure.
      { projects: ['unit'], args: ['--no-isolate', '--minWorkers=3'] },
      { projects: ['booted', 'package'], args: [] },
    ];

await main(async () => {
  const progress = createProgress();
  checkNode();
  await ensureInstalled(progress);
  await ensurePluginBuilt(progress);
  if (isBrowser)
    await ensureAdminBuilt(progress, { ...process.env, ...ensureEnvironment(), NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' });

  fs.mkdirSync(cache, { recursive: true });
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const run of runs) {
    const found = await resultOf(run);
    sum.passed += found.passed;
    sum.failed += found.failed;
    sum.skipped += found.skipped;
    sum.failures.push(...found.failures);
  }
  const { passed, failed, skipped, failures } = sum;
  if (failed > 0 || passed === 0) process.exitCode = 1;
  for (const failure of failures) console.log(`failed: ${failure}`);
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
});

async function resultOf({ projects, args }) {
  const report = path.join(cache, `tests-${projects[0]}.json`);
  fs.rmSync(report, { force: true });
  const named = projects.flatMap((project) => ['--project', project]);
  // What is asked for by name may be in another run.
  const code = await vitest([
    ...named,
    ...args,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...more,
  ]);
  if (code === 0 && !fs.existsSync(report)) return { passed: 0, failed: 0, skipped: 0, failures: [] }; // there was no such file
  const result = countsOf(report);
  if (code === 0 || result.failed > 0) return result;
  // Something outside of any test went wrong (an import, a setup, an unhandled rejection): that is a failure too.
  const failures = [...result.failures, 'something outside of any test: look for “Unhandled” or “Error” above'];
  return { ...result, failed: 1, failures };
}

function vitest(args) {
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...args];
  // vitest paints wherever CI is set; a log is easier to read plain.
  const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' };
  const child = spawn(process.env.TEST_NODE || process.execPath, command, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}

function countsOf(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(fs.readFileSync(report, 'utf8'));
    const brokenFiles = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
    const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = path.relative(root, name);
      const tests = assertionResults.filter((test) => test.status === 'failed');
      const said = tests.map(({ fullName, failureMessages }) => `${file}: ${fullName}${whyOf(failureMessages)}`);
      return said.length > 0 || status !== 'failed' ? said : [`${file}${whyOf([message])}`];
    });
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles, skipped: numPendingTests + numTodoTests, failures };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, failures: ['no report was written'] };
  }
}

/** The beginning of what went wrong, in lines of four blanks: where only the end of a long log is kept, it says more than that something did. */
function whyOf(messages) {
  const lines = messages.flatMap((message) => String(message ?? '').split('\n'));
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, 15)
    .map((line) => `\n    ${line.slice(0, 300)}`)
    .join('');
}
