/**
 * `npm run prove` (tests/prove/main.ts) as one file: what makes a stack trace pretty where sources are loaded one by one gives every function its
 * name at every call, which is a seventh of the time of the millions of situations here.
 */
import path from 'node:path';
import { fork } from 'node:child_process';
import { build } from 'esbuild';
import { main } from './setup/problem.mjs';
import { cache, root } from './setup/root.mjs';

await main(async () => {
  const outfile = path.join(cache, 'prove.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['tests/prove/main.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
  });
  const proof = fork(outfile, process.argv.slice(2), { execArgv: ['--enable-source-maps'] });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => proof.kill(signal));
  process.exitCode = await new Promise((resolve) => proof.once('close', (code) => resolve(code ?? 1)));
});
