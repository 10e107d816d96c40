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
const projects = isBrowser ? ['browser'] : ['unit', 'booted', 'package'];

await main(async () => {
  const progress = createProgress();
  checkNode();
  await ensureInstalled(progress);
  await ensurePluginBuilt(progress);
  if (isBrowser)
    await ensureAdminBuilt(progress, { ...process.env, ...ensureEnvironment(), NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' });

  const report = path.join(cache, `tests-${isBrowser ? 'browser' : 'node'}.json`);
  fs.mkdirSync(cache, { recursive: true });
  fs.rmSync(report, { force: true });
  // Each file in the browser starts a playground of its own; two that start at once would take one port for their local Microsoft 365.
  const inTurn = isBrowser ? ['--no-file-parallelism'] : [];
  const code = await vitest([...inTurn, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...more]);
  const { passed, failed, skipped, names } = countsOf(report);
  const isGood = code === 0 && failed === 0 && passed > 0;
  if (!isGood) process.exitCode = 1;
  // Something outside of any test went wrong (an import, a setup, an unhandled rejection): that is a failure too.
  const failures = isGood ? 0 : Math.max(failed, 1);
  if (failures > failed) names.push('something outside of any test: look for “Unhandled” or “Error” above');
  for (const name of names) console.log(`failed: ${name}`);
  console.log(`\n${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
});

function vitest(args) {
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...projects.flatMap((project) => ['--project', project]), ...args];
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
    const names = testResults.flatMap(({ name, status, assertionResults }) => {
      const file = path.relative(root, name);
      const tests = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => `${file}: ${fullName}`);
      return tests.length > 0 || status !== 'failed' ? tests : [file];
    });
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles, skipped: numPendingTests + numTodoTests, names };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, names: ['no report was written'] };
  }
}
