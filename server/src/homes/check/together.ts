/** What homes must not have in common. */
import { sameValue, setValues } from './conditions';
import type { HomeProblem, HomeToCheck } from './problem';
import type { HostSchemas } from './schemas';

const nameOf = ({ mapping }: HomeToCheck): string => mapping.name ?? mapping.uid;

/** Names are part of the keys of links and marks. */
export function nameProblems(homes: readonly HomeToCheck[]): HomeProblem[] {
  return homes.flatMap((home, index): HomeProblem[] => {
    const key = `${home.key}.name`;
    if (nameOf(home).includes('|')) return [{ key, message: 'must not contain |, which stands between the parts of a key' }];
    const earlier = homes.slice(0, index).find((one) => nameOf(one) === nameOf(home));
    if (!earlier) return [];
    return [
      {
        key,
        message: `must be a name of its own: ${earlier.key} ${home.mapping.name === undefined ? 'holds the same type, after which both are called' : 'has the same'}`,
      },
    ];
  });
}

/** An entry is in one home: where several hold one type, an attribute tells which. */
export function sharedTypeProblems(homes: readonly HomeToCheck[], schemas: HostSchemas): HomeProblem[] {
  const types = [...new Set(homes.map(({ mapping }) => mapping.uid))];
  return types.flatMap((uid): HomeProblem[] => {
    const [first, ...others] = homes.filter(({ mapping }) => mapping.uid === uid);
    const attributes = schemas.contentType(uid)?.attributes;
    if (!first || others.length === 0 || !attributes) return [];
    const sets = [first, ...others].map(({ mapping }) => setValues(mapping.takesPart ?? {}));
    const candidates = [...(sets[0]?.keys() ?? [])].filter(
      (name) => attributes[name] !== undefined && attributes[name].type !== 'relation',
    );
    if (candidates.some((name) => areApart(sets.map((set) => set.get(name))))) return [];
    const keys = [first, ...others].map(({ key }) => key).join(', ');
    return others.slice(0, 1).map(({ key }) => ({
      key: `${key}.takesPart`,
      message: `must tell these homes of ${uid} apart, by one attribute that each sets to values of its own: ${keys}`,
    }));
  });
}

function areApart(sets: readonly (readonly unknown[] | undefined)[]): boolean {
  return sets.every(
    (set, index) => set !== undefined && sets.slice(0, index).every((other) => !other?.some((a) => set.some((b) => sameValue(a, b)))),
  );
}
