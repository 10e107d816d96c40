import { grouped } from '../../../../src/canonical/grouped';
import type { StoredLink } from '../../storage/port';
import type { Outgoing, Write } from './outgoing';
import { wholeOf } from '../pull/fetch-items';
import type { PushFindings } from './push-findings';

/**
 * Whether an item and its parts have one version together, Microsoft does not say. Where two parts were read with the very same one they have,
 * and where one of our writes was refused beside another one that was done, they are taken to.
 */
export const sharedVersionsOf = ({ sharedVersions }: PushFindings, outgoing: readonly Outgoing[]): string[] =>
  [...byWhole(outgoing.map((one) => ({ one })))].flatMap(([whole, of]) => {
    const etags = of.flatMap(({ one: { link } }) => (link?.part && link.etag !== null ? [link.etag] : []));
    return new Set(etags).size < etags.length && !sharedVersions.has(whole) ? [whole] : [];
  });

/** After the answers, those whose versions are old ones now. `refused` are those that named an old version. */
export const agedVersions = (
  { sharedVersions }: PushFindings,
  writes: readonly Write[],
  { done, refused }: Record<'done' | 'refused', readonly Outgoing[]>,
): string[] =>
  [...byWhole(writes)].flatMap(([whole, of]) => {
    const isWritten = of.some(({ one }) => done.includes(one));
    return isWritten && (sharedVersions.has(whole) || of.some(({ one }) => refused.includes(one))) ? [whole] : [];
  });

/**
 * What is sent together. Of an item that shares its version with its parts only the first request can name one; the others (`needs`) go only where
 * that one is done, so that nothing is written over that this version did not have. Each in a batch of its own, for all dependencies of a batch
 * have to be the same.
 */
export function inBatches(
  { sharedVersions }: PushFindings,
  writes: readonly Write[],
): { writes: readonly Write[]; needs: number | undefined }[] {
  const chained = [...byWhole(writes)].flatMap(([whole, of]) => (of.length > 1 && sharedVersions.has(whole) ? [of] : []));
  const others = writes.filter((write) => !chained.some((of) => of.includes(write)));
  return [...(others.length > 0 ? [{ writes: others, needs: undefined }] : []), ...chained.map((of) => ({ writes: of, needs: 0 }))];
}

export const hasSharedVersion = ({ sharedVersions }: PushFindings, link: StoredLink | null): boolean =>
  link !== null && sharedVersions.has(wholeOf(link));

const byWhole = <T extends { readonly one: Outgoing }>(all: readonly T[]): Map<string, T[]> =>
  grouped(all.flatMap((each) => (each.one.link && wholeOf(each.one.link) !== '' ? [[wholeOf(each.one.link), each] as const] : [])));
