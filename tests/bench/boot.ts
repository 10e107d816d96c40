import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { bootStrapi } from '../support';
import type { Figure } from './scenarios';

const PAIRS = 7;

/** A cold boot of Strapi on an existing SQLite file, with and without the plugin in turn; medians in milliseconds. */
export async function measureBoot(): Promise<Figure[]> {
  const directories: string[] = [];
  for (const hasPlugin of [true, false]) {
    const booted = await bootStrapi({ hasPlugin });
    await booted.close({ keep: true });
    directories.push(booted.directory);
  }
  const pairs = Array.from({ length: PAIRS }, () => directories.map(coldBoot));
  const median = (all: number[]) => Math.round([...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
  const more = (kind: keyof Boot) => median(pairs.map(([withPlugin, without]) => (withPlugin?.[kind] ?? 0) - (without?.[kind] ?? 0)));
  return [
    { name: 'cold boot without the plugin: ms', value: median(pairs.map(([, without]) => without?.wall ?? 0)) },
    { name: 'cold boot, more by the plugin: ms', value: more('wall') },
    { name: 'cold boot, more by the plugin: ms of processor time', value: more('processor') },
  ];
}

interface Boot {
  readonly wall: number;
  readonly processor: number;
}

function coldBoot(directory: string): Boot {
  const output = execFileSync(process.execPath, [path.join(__dirname, 'boot-once.cjs'), directory], { encoding: 'utf8' });
  const [wall, processor] = (output.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { wall: wall ?? 0, processor: processor ?? 0 };
}
