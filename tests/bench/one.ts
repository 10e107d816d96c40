/** One scenario; prints its figures as one line of JSON. */
import { scenarios } from './scenarios';

const measure = scenarios[process.argv[2] ?? ''];
if (!measure) throw new Error('which scenario?');
measure().then(
  (figures) => process.stdout.write(`\n${JSON.stringify(figures)}\n`, () => process.exit(0)),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
