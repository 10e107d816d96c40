/** `npm run bench`: figures as ratios and counts within one run, as a table and as JSON (`--json`). */
import setUp from '../support/global-setup';
import { measureBoot } from './boot';
import { measureLists } from './lists';
import { measureRuns } from './runs';

async function main(): Promise<void> {
  await setUp();
  const figures = { ...(await measureBoot()), ...(await measureRuns()), ...(await measureLists()) };
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else console.table(Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, { value }])));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
