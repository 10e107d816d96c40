import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { writeApplication } from '../support/application';
import { repository } from '../support/places';

const NAME = 'strapi-plugin-microsoft-sync';

export type InstalledApplication = Awaited<ReturnType<typeof installApplication>>;

/**
 * A Strapi application outside of the repository with the packed plugin in it, as `npm install` would lay it out: real files, all
 * packages of production side by side, none of development. Taken from this repository's node_modules by hard links, because an
 * installation from the registry takes minutes.
 */
export async function installApplication(config: Record<string, unknown>) {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'microsoft-sync-installed-')));
  const modules = path.join(directory, 'node_modules');
  await linkProduction(modules);
  unpack(directory, path.join(modules, NAME));
  writeApplication({ config, directory, isInstalled: true });
  const database = { connection: { client: 'sqlite', connection: { filename: path.join(directory, 'data.db') }, useNullAsDefault: true } };
  fs.writeFileSync(path.join(directory, 'config', 'database.js'), `module.exports = ${JSON.stringify(database)};\n`);
  fs.copyFileSync(path.join(__dirname, 'application', 'synchronize.js'), path.join(directory, 'synchronize.js'));
  return {
    directory,
    plugin: path.join(modules, NAME),
    start: () => fork(path.join(directory, 'synchronize.js'), { cwd: directory, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
    remove: () => fs.promises.rm(directory, { recursive: true, force: true }),
  };
}

/** The next message of the child; an error when it ends instead. */
export function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The installed application ended (${code}) without an answer.`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      const { error } = message as { error?: string };
      if (error === undefined) resolve(message as T);
      else reject(new Error(error));
    });
  });
}

async function linkProduction(modules: string) {
  const { packages } = JSON.parse(fs.readFileSync(path.join(repository, 'node_modules', '.package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; link?: boolean }>;
  };
  for (const [place, { dev, link }] of Object.entries(packages)) {
    if (!dev && !link && place.startsWith('node_modules/')) {
      linkTree(path.join(repository, place), path.join(modules, place.slice('node_modules/'.length)));
      await turn(); // a hundred thousand files take a minute on a busy machine, and so long nobody may be silent
    }
  }
  linkTree(path.join(repository, 'playground/sqlite'), path.join(modules, 'better-sqlite3'));
}

/** Neither a start nor a compiler needs these; declarations stay, for the test that compiles against them. */
const IDLE = /\.(map|md)$|(?<!\.d)\.tsx?$/;

function linkTree(from: string, to: string) {
  // A package of another platform stands in the lock file and not on the disk.
  if (!fs.existsSync(from)) return;
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || IDLE.test(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isFile()) linkFile(source, target);
  }
}

function linkFile(source: string, target: string) {
  try {
    fs.linkSync(source, target);
  } catch {
    // The temporary directory lies on another device.
    fs.copyFileSync(source, target);
  }
}

/** `npm pack` and what `npm install` does with it. */
function unpack(directory: string, target: string) {
  const npm = process.env.npm_execpath;
  const command = npm ? [process.execPath, npm] : ['npm'];
  const [file, ...before] = command as [string, ...string[]];
  const packed = execFileSync(file, [...before, 'pack', '--json', '--ignore-scripts', '--pack-destination', directory], {
    cwd: repository,
    encoding: 'utf8',
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  fs.mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', path.join(directory, filename), '-C', target, '--strip-components=1']);
}
