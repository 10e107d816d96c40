import type { StoredLink, StoreChanges } from '../../storage/port';
import type { RunContext } from '../context';

/**
 * Of items that are gone, series in homes without rules stand for their dates: entries of what is to come go with them; those of what has begun stay, and
 * nothing follows them any more.
 */
export async function datesOfGoneSeries(
  run: RunContext,
  gone: readonly StoredLink[],
): Promise<{ links: readonly StoredLink[]; ended: StoreChanges['linkChanges'] }> {
  const series = gone.filter(({ occurrence }) => occurrence === 'series');
  if (series.length === 0) return { links: gone, ended: [] };
  const known = new Set(gone.map(({ id }) => id));
  const now = new Date(run.start.at).toISOString();
  const dates = (
    await run.store.linksOfParts(
      run.target,
      series.flatMap(({ microsoftId }) => microsoftId ?? []),
    )
  ).filter(({ id, state }) => state === 'linked' && !known.has(id));
  const isToCome = ({ base, documentId }: StoredLink): boolean => documentId === null || String(base['start']) > now;
  return {
    links: [...dates.filter(isToCome), ...gone],
    ended: dates.filter((link) => !isToCome(link)).map(({ id }) => ({ id, changes: { state: 'ended', isStaged: false } })),
  };
}
