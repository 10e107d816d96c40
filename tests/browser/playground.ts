import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { repository } from '../support/places';

export interface Playground {
  url: string;
  sandbox: string;
  frontEnd: string; // of the variant `members`; else ''
  administrator: string;
  colleague: string; // may use the own account, and nothing of the system's
  password: string;
  clientSecret: string; // of the sandbox's Azure application
  stop: () => Promise<void>;
}

const demo = JSON.parse(fs.readFileSync(path.join(repository, 'playground/demo.json'), 'utf8')) as Record<'administrator', Person> & {
  people: Person[];
};
interface Person {
  email: string;
}

interface PlaygroundOptions {
  /** @default 'built-in' */
  readonly variant?: 'built-in' | 'crm' | 'members';
  readonly port?: number;
}

/**
 * What `npm start -- --built-in` runs, or `npm start`, on an empty database of its own. `PLAYGROUND_URL` names one that runs already, for working on a page
 * without waiting; its accounts should be as new.
 */
export async function startPlayground({ variant = 'built-in', port = 14337 }: PlaygroundOptions = {}): Promise<Playground> {
  const people = { administrator: demo.administrator.email, colleague: demo.people[0]?.email ?? '' };
  const { PLAYGROUND_URL } = process.env;
  if (PLAYGROUND_URL)
    return {
      url: PLAYGROUND_URL,
      sandbox: process.env.SANDBOX_URL ?? 'http://127.0.0.1:4400',
      frontEnd: process.env.FRONT_END_URL ?? '',
      ...people,
      ...secrets(),
      stop: async () => undefined,
    };

  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'microsoft-sync-browser-'));
  const child = spawn(process.execPath, ['scripts/start.mjs', ...(variant === 'crm' ? [] : [`--${variant}`])], {
    cwd: repository,
    env: { ...process.env, PORT: String(port), DATABASE_FILENAME: path.join(folder, 'data.db') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await ended(child);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    const words = await untilReady(child);
    const url = found(words, /admin panel\s+(http\S+)\/admin/);
    const sandbox = found(words, /Local Microsoft 365\s+(http:\/\/[^\s/]+)/);
    const frontEnd = variant === 'members' ? found(words, /Front end\s+(http:\/\/[^\s/]+)/) : '';
    return { url, sandbox, frontEnd, ...people, ...secrets(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the first start made up and keeps in the playground's file of secrets. */
function secrets() {
  const text = fs.readFileSync(path.join(repository, 'playground/.env'), 'utf8');
  return { password: found(text, /^DEMO_PASSWORD=(.+)$/m), clientSecret: found(text, /^SANDBOX_CLIENT_SECRET=(.+)$/m) };
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
  if (!match) throw new Error(`There is no ${pattern} in:\n${words}`);
  return match;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await exit;
}
