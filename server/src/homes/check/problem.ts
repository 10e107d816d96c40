import type { HomeMapping, Resource } from '../../../../src/contracts';

export interface HomeToCheck {
  /** "config.resources.calendar.homes[0]" */
  readonly key: string;
  readonly resource: Resource;
  readonly mapping: HomeMapping;
}

export interface HomeProblem {
  /** The home's key and what within it: "config.resources.calendar.homes[0].fields.showAs" */
  readonly key: string;
  /** Goes on from the key: what is so, and what to do. */
  readonly message: string;
}

/** A list of names as people write it. */
export const quoted = (names: readonly string[], word = 'and'): string => {
  const all = names.map((name) => `'${name}'`);
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1)}`;
};

/** A kind of attribute with its article. */
export const aKind = (type: string): string => `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
