import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { repository } from '../support/places';

export interface Playground {
  url: string;
  sandboxUrl: string;
  administrator: string;
  password: string;
  stop: () => Promise<void>;
}

const demo = JSON.parse(fs.readFileSync(path.join(repository, 'playground/demo.json'), 'utf8')) as { administrator: { email: string } };

/**
 * What `npm start` runs, on an empty database of its own. `PLAYGROUND_URL`, `PLAYGROUND_PASSWORD` and `SANDBOX_URL` name one that
 * runs already, for working on a page without waiting.
 */
export async function startPlayground(): Promise<Playground> {
  const { PLAYGROUND_URL, PLAYGROUND_PASSWORD = '', SANDBOX_URL = '' } = process.env;
  const administrator = demo.administrator.email;
  if (PLAYGROUND_URL) return { url: PLAYGROUND_URL, sandboxUrl: SANDBOX_URL, administrator, password: PLAYGROUND_PASSWORD, stop: async () => undefined };

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'microsoft-sync-browser-'));
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: repository,
    env: { ...process.env, PORT: '14337', DATABASE_FILENAME: path.join(folder, 'data.db') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await ended(child);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    const words = await untilReady(child);
    const url = found(words, /admin panel\s+(http\S+)\/admin/);
    const sandboxUrl = found(words, /Local Microsoft 365\s+(http\S+?)\/?\s/);
    return { url, sandboxUrl, administrator, password: found(words, /password\s+(\S+)/), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What it printed, once it has printed everything. */
function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let words = '';
    const listen = (chunk: Buffer) => {
      words += chunk.toString().replace(/\x1b\[[\d;]*m/g, '');
      if (words.includes('Ctrl-C')) resolve(words);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${words}`)));
  });
}

function found(words: string, pattern: RegExp): string {
  const match = pattern.exec(words)?.[1];
  if (!match) throw new Error(`npm start did not print ${pattern}:\n${words}`);
  return match;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await exit;
}
