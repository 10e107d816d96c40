/** `npm run bench`: figures beside their limits, as a table or (`--json`) as JSON; ends with 1 where a limit is missed. Names choose scenarios. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import setUp from '../support/global-setup';
import { type Figure, passes, scenarios } from './scenarios';

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const chosen = words.filter((word) => word !== '--json');
  const unknown = chosen.find((name) => !(name in scenarios));
  if (unknown) throw new Error(`there is no scenario "${unknown}"; there are: ${Object.keys(scenarios).join(', ')}`);
  await setUp();
  const figures = (chosen.length > 0 ? chosen : Object.keys(scenarios)).flatMap((scenario) =>
    measure(scenario).map((figure) => ({ scenario, ...figure, passes: passes(figure) })),
  );
  if (words.includes('--json')) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  else
    console.table(
      figures.map(({ scenario, name, value, most, least, passes: isGood }) => ({
        scenario,
        figure: name,
        value,
        limit: most !== undefined ? `≤ ${most}` : least !== undefined ? `≥ ${least}` : '',
        passes: isGood === null ? '' : isGood,
      })),
    );
  if (figures.some((figure) => figure.passes === false)) process.exitCode = 1;
}

/** MiB of heap, where memory is what is measured: what would not fit ends the process. */
const heapOf = (scenario: string): string[] => (scenario === 'large-answers' ? ['--max-old-space-size=256'] : []);

/** A process of its own: what one scenario has loaded and left behind is not in the figures of the next. */
function measure(scenario: string): Figure[] {
  process.stderr.write(`${scenario} …\n`);
  const tsx = createRequire(__filename).resolve('tsx');
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--expose-gc', ...heapOf(scenario), '--import', tsx, path.join(__dirname, 'one.ts'), scenario],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 26,
    },
  );
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (status !== 0 || !line.startsWith('[')) return [{ name: `${scenario} could not be measured`, value: 'failed', most: 0 }];
  return JSON.parse(line) as Figure[];
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
