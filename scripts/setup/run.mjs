import { spawn } from 'node:child_process';
import { root } from './root.mjs';

const running = new Set();

/** Runs a command to its end without a terminal; returns its exit code and all it said. */
export function run([command, ...args], { cwd = root, env = process.env } = {}) {
  const isNpm = command === 'npm';
  return new Promise((resolve) => {
    // npm is a script with another name on Windows, so a shell looks it up there.
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: isNpm && process.platform === 'win32' });
    let output = '';
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    track(child);
    const end = (code, words) => {
      untrack(child);
      resolve({ code, output: words === undefined ? output : `${output}\n${words}` });
    };
    child.on('error', (error) => end(1, error.message));
    child.on('close', (code, signal) => end(code ?? 1, signal ? `ended by ${signal}` : undefined));
  });
}

/** Who stops us stops what we run, too. */
function stopAll(signal) {
  for (const child of running) child.kill(signal);
  process.exit(130);
}

function track(child) {
  if (running.size === 0) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopAll);
  running.add(child);
}

function untrack(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, stopAll);
}
