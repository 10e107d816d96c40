import type { Section } from './section';

export interface Result {
  readonly name: string;
  readonly covers: string;
  readonly count: number;
  readonly seconds: number;
  /** What failed, by why it did; of each some examples. */
  readonly failures: readonly { readonly why: string; readonly times: number; readonly examples: readonly string[] }[];
}

const MOST_EXAMPLES = 3;

/** Goes through every `of`-th of a section, from the `share`-th. */
export async function goThrough({ name, covers, go }: Section, { share, of }: { share: number; of: number }): Promise<Result> {
  const failures = new Map<string, { times: number; examples: string[] }>();
  const began = process.cpuUsage();
  const count = await go(
    (at) => at % of === share,
    (what, why) => {
      const kind =
        why
          .split('\n')[0]
          ?.replace(/[[{].*$/, '')
          .replace(/\d+/g, 'n') ?? '';
      const known = failures.get(kind) ?? { times: 0, examples: [] };
      failures.set(kind, known);
      known.times += 1;
      if (known.examples.length < MOST_EXAMPLES) known.examples.push(`${what}\n      ${why.split('\n').join('\n      ')}`);
    },
  );
  const { user, system } = process.cpuUsage(began);
  return { name, covers, count, seconds: (user + system) / 1e6, failures: [...failures].map(([why, of]) => ({ why, ...of })) };
}

/** What several processes have gone through, together. */
export function together(results: readonly Result[]): Result[] {
  const byName = new Map<string, Result>();
  for (const one of results) {
    const known = byName.get(one.name);
    byName.set(
      one.name,
      known
        ? { ...known, count: known.count + one.count, seconds: known.seconds + one.seconds, failures: [...known.failures, ...one.failures] }
        : one,
    );
  }
  return [...byName.values()];
}

export function inWords({ name, covers, count, seconds, failures }: Result): string {
  const found = failures.flatMap(({ why, times, examples }) => [`  ✗ ${times} × ${why}`, ...examples.map((example) => `    ${example}`)]);
  return [`${count.toLocaleString('en').padStart(11)}  ${name} (${seconds.toFixed(0)} s)\n             ${covers}`, ...found].join('\n');
}
