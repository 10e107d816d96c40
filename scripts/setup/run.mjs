import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** Runs a command to its end without a terminal; gives its exit code and all it said. */
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
    child.on('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output }));
  });
}
