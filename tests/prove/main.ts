/**
 * `npm run prove`: goes through a small world as a whole, in as many processes as there are cores, four at most (half a gigabyte each).
 * `npm run prove -- event` only the sections whose name contains that; `-- 1/20` every twentieth of each.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { goThrough, inWords, type Result, together } from './go';
import { sections } from './sections';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const given = process.argv.slice(2);
const part = Number(given.find((one) => /^1\/\d+$/.test(one))?.slice(2) ?? 1);
const names = given.filter((one) => !/^\d+\/\d+$/.test(one));
const wanted = sections.filter(({ name }) => names.length === 0 || names.some((one) => name.includes(one)));

async function work(share: number, processes: number): Promise<void> {
  process.once('disconnect', () => process.exit(1)); // nobody waits for it any more
  for (const section of wanted) process.send?.(await goThrough(section, { share: share * part, of: processes * part }));
  process.removeAllListeners('disconnect');
  process.disconnect?.();
}

function inProcess(share: number, processes: number): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    const child = fork(process.argv[1] as string, given, {
      env: { ...process.env, PROVE_SHARE: `${share}/${processes}` },
      execArgv: [...process.execArgv, '--max-semi-space-size=64'],
    });
    child.on('message', (result) => void results.push(result as Result));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve(results) : reject(new Error(`a process of the proof ended with ${code}`))));
  });
}

async function main(): Promise<void> {
  const began = Date.now();
  const processes = Math.min(4, availableParallelism());
  const results = together((await Promise.all(Array.from({ length: processes }, (_, share) => inProcess(share, processes)))).flat());
  for (const result of results) say(inWords(result));
  const count = results.reduce((sum, one) => sum + one.count, 0);
  const seconds = results.reduce((sum, one) => sum + one.seconds, 0);
  const failed = results.flatMap(({ failures }) => failures).reduce((sum, { times }) => sum + times, 0);
  say(
    `\n${part > 1 ? `every ${part}th: ` : ''}${count.toLocaleString('en')} gone through in ${Math.round((Date.now() - began) / 1000)} s (${seconds.toFixed(0)} s of processors), ${failed} failed`,
  );
  process.exitCode = failed > 0 ? 1 : 0;
}

const mine = process.env['PROVE_SHARE'];
if (mine === undefined) void main();
else void work(...(mine.split('/').map(Number) as [number, number]));
