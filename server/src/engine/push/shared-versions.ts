import { grouped } from '../../../../src/canonical/grouped';
import type { StoredLink } from '../../storage/port';
import type { Outgoing, Write } from './outgoing';
import { wholeOf } from '../pull/fetch-items';
import type { RunContext } from '../context';

/**
 * Whether an item and its parts have one version together, Microsoft does not say. Where two parts were read with the very same one they have,
 * and where one of our writes was refused beside another one that was done, they are taken to.
 */
export function noteSharedVersions(run: RunContext, outgoing: readonly Outgoing[]): void {
  for (const [whole, of] of byWhole(outgoing.map((one) => ({ one })))) {
    const etags = of.flatMap(({ one: { link } }) => (link?.part && link.etag !== null ? [link.etag] : []));
    if (new Set(etags).size < etags.length && !run.sharesVersion.has(whole)) run.sharesVersion.set(whole, 'read');
  }
}

/** After the answers: `refused` are those that named an old version. */
export function noteAged(
  run: RunContext,
  writes: readonly Write[],
  { done, refused }: Record<'done' | 'refused', readonly Outgoing[]>,
): void {
  for (const [whole, of] of byWhole(writes)) {
    const isWritten = of.some(({ one }) => done.includes(one));
    if (isWritten && (run.sharesVersion.has(whole) || of.some(({ one }) => refused.includes(one)))) run.sharesVersion.set(whole, 'written');
  }
}

/**
 * What is sent together. Of an item that shares its version with its parts only the first request can name one; the others (`needs`) go only where
 * that one is done, so that nothing is written over that this version did not have. Each in a batch of its own, for all dependencies of a batch
 * have to be the same.
 */
export function inBatches(run: RunContext, writes: readonly Write[]): { writes: readonly Write[]; needs: number | undefined }[] {
  const chained = [...byWhole(writes)].flatMap(([whole, of]) => (of.length > 1 && run.sharesVersion.has(whole) ? [of] : []));
  const others = writes.filter((write) => !chained.some((of) => of.includes(write)));
  return [...(others.length > 0 ? [{ writes: others, needs: undefined }] : []), ...chained.map((of) => ({ writes: of, needs: 0 }))];
}

export const hasSharedVersion = (run: RunContext, link: StoredLink | null): boolean =>
  link !== null && run.sharesVersion.has(wholeOf(link));

const byWhole = <T extends { readonly one: Outgoing }>(all: readonly T[]): Map<string, T[]> =>
  grouped(all.flatMap((each) => (each.one.link && wholeOf(each.one.link) !== '' ? [[wholeOf(each.one.link), each] as const] : [])));
