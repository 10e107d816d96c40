import { grouped } from '../../../src/canonical/grouped';
import type { Home } from '../../../src/homes/home';

/**
 * The relation by which an entry names its owner itself, by content type. A condition of a role compares what stands in the entry: types whose owner
 * something else says (`deal.owner`), or whose homes do not agree about it, have none.
 */
export function ownersInEntries(homes: readonly Pick<Home, 'uid' | 'owner'>[]): ReadonlyMap<string, string> {
  const ways = grouped(homes.map(({ uid, owner }) => [uid, owner]));
  return new Map(
    [...ways].flatMap(([uid, all]) => {
      const [relation] = all[0] ?? [];
      return relation !== undefined && all.every((way) => way.length === 1 && way[0] === relation) ? [[uid, relation]] : [];
    }),
  );
}
