/** One look at a simulation: visits a second, how long who waits longest is overdue, and the memory of each server. */
export interface Sample {
  readonly atMs: number;
  /** So far. */
  readonly visits: number;
  readonly overdueMs: number;
  /** Of each server; 0: it does not run. */
  readonly memoryMiB: readonly number[];
}
interface What {
  readonly marks: readonly { readonly atMs: number; readonly name: string }[];
  readonly intervalMs: number;
  readonly accounts: number;
  readonly servers: number;
}
interface Curve {
  readonly title: string;
  readonly lines: readonly (readonly number[])[];
}

const WIDTH = 860;
const HEIGHT = 130;
const LEFT = 60;
const TOP = 44;
const GAP = 46;
const COLOURS = ['#4945ff', '#328048', '#d9822f'];

/** As SVG. The time is told in intervals. */
export function picture(samples: readonly Sample[], { marks, intervalMs, accounts, servers }: What): string {
  const rates = samples.map(({ atMs, visits }, at) => {
    const before = samples[at - 1] ?? { atMs: 0, visits: 0 };
    return ((visits - before.visits) * 1_000) / (atMs - before.atMs);
  });
  const curves: Curve[] = [
    { title: 'Visits a second', lines: [rates] },
    { title: 'Overdue at most, in intervals', lines: [samples.map(({ overdueMs }) => overdueMs / intervalMs)] },
    {
      title: 'Memory of each server, MiB',
      lines: Array.from({ length: servers }, (_, at) => samples.map(({ memoryMiB }) => memoryMiB[at] ?? 0)),
    },
  ];
  const end = samples.at(-1)?.atMs ?? 1;
  const x = (atMs: number) => LEFT + (atMs / end) * WIDTH;
  const bottom = TOP + curves.length * (HEIGHT + GAP);
  const parts = curves.map(({ title, lines }, at) => {
    const top = TOP + at * (HEIGHT + GAP);
    const most = roundUp(Math.max(...lines.flat()));
    const y = (value: number) => top + HEIGHT - (value / most) * HEIGHT;
    const points = (line: readonly number[]) => line.map((value, n) => `${round(x(samples[n]?.atMs ?? 0))},${round(y(value))}`).join(' ');
    return [
      text(LEFT, top - 8, title, 'font-weight="600"'),
      `<rect x="${LEFT}" y="${top}" width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#c0c0cf"/>`,
      text(LEFT - 6, top + 10, String(most), 'text-anchor="end"'),
      text(LEFT - 6, top + HEIGHT, '0', 'text-anchor="end"'),
      ...marks.map(
        ({ atMs }) =>
          `<line x1="${round(x(atMs))}" x2="${round(x(atMs))}" y1="${top}" y2="${top + HEIGHT}" stroke="#d02b20" stroke-dasharray="3 3"/>`,
      ),
      ...lines.map(
        (line, n) => `<polyline fill="none" stroke-width="1.5" stroke="${COLOURS[n % COLOURS.length] ?? ''}" points="${points(line)}"/>`,
      ),
    ].join('\n');
  });
  const intervals = Math.round(end / intervalMs);
  const below = [text(LEFT, bottom - GAP + 24, `0 to ${intervals} intervals. Dashed: ${marks.map(({ name }) => name).join(', ')}.`, '')];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 20} ${bottom}" font-family="sans-serif" font-size="12" fill="#32324d">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    text(
      LEFT,
      18,
      `${accounts.toLocaleString('en')} accounts with calendar and tasks, ${servers} servers`,
      'font-size="14" font-weight="600"',
    ),
    ...parts,
    ...below,
    '</svg>',
    '',
  ].join('\n');
}

const text = (x: number, y: number, content: string, more: string): string => `<text x="${x}" y="${y}" ${more}>${content}</text>`;
const round = (value: number): number => Math.round(value * 10) / 10;

/** To 1, 2 or 5 of its power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 0.01)));
  return Number(([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power);
}
