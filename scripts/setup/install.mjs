import fs from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { checkSqlite } from './sqlite.mjs';

/** Installs the dependencies where they are missing or not those of package-lock.json, and sees to it that SQLite loads. */
export async function ensureInstalled(progress) {
  if (!isInstalled()) await progress.step('Installing dependencies', install);
  await checkSqlite(progress, install);
}

async function install() {
  // Few sockets: with npm's default, some versions write damaged packages. What goes wrong once, by whatever name (a lost connection, a package that
  // “seems to be corrupted”, a folder that is not there), a second try from npm's cache heals.
  const command = ['npm', 'ci', '--maxsockets=4', '--no-audit', '--no-fund'];
  let result = await run(command);
  if (result.code !== 0) result = await run(command);
  if (result.code === 0) return;
  throw new Problem(`npm ci failed:\n${result.output.trim().split('\n').slice(-30).join('\n')}`);
}

/** Compares what npm noted in node_modules with the lock file, not their dates: a checkout makes every file new. */
function isInstalled() {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '' || entry.optional || entry.devOptional || entry.peer) return true;
    const there = present[place];
    return there !== undefined && there.version === entry.version && there.integrity === entry.integrity;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
