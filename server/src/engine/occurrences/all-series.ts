import type { StoredLink } from '../../storage/port';
import type { RunContext } from '../context';

const PAGE = 200;

/** All series of the target whose dates have entries. */
export async function allSeriesOfDates({ store, target }: RunContext): Promise<StoredLink[]> {
  const all: StoredLink[] = [];
  for (let after = 0; ;) {
    const page = await store.seriesOfDates(target, after, PAGE);
    const last = page.at(-1);
    if (!last) return all;
    all.push(...page);
    after = last.id;
  }
}
