import { spawn } from 'node:child_process';

const GRACE_MS = 10_000;

/**
 * A server as a child process: `ready(line => …)` watches what it says, `stop()` ends it by its id and waits for it.
 * Its own group, so that Ctrl-C in the terminal reaches only us and each child is asked to end once, in order.
 */
export function startChild(name, command, { cwd, env, isQuiet }) {
  const child = spawn(command[0], command.slice(1), {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const tail = [];
  const listeners = new Set();
  let isStopping = false;
  const exited = new Promise((resolve) => {
    child.once('error', (error) => {
      tail.push(error.message);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? signal));
  });
  for (const stream of [child.stdout, child.stderr]) {
    eachLine(stream, (line) => {
      tail.push(line);
      if (tail.length > 40) tail.shift();
      for (const listener of listeners) listener(line);
      if (!isQuiet?.(line)) process.stdout.write(`${name.padEnd(7)} │ ${line}\n`);
    });
  }
  return {
    name,
    exited,
    tail: () => tail.join('\n'),
    isStopping: () => isStopping,
    onLine: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      if (isStopping) return exited;
      isStopping = true;
      signal(child, 'SIGTERM');
      const timer = setTimeout(() => signal(child, 'SIGKILL'), GRACE_MS);
      await exited;
      clearTimeout(timer);
      // Whatever it left behind in its group goes with it.
      signal(child, 'SIGKILL');
      return exited;
    },
    kill: () => signal(child, 'SIGKILL'),
  };
}

/** To the whole group: what a child started itself must not outlive it. */
function signal(child, name) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

function eachLine(stream, listener) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop();
    for (const line of lines) listener(line);
  });
  stream.on('end', () => rest && listener(rest));
}
