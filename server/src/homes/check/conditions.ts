type Plain = string | number | boolean;

/** The attributes that `takesPart` sets to one of some values by equality, $eq or $in; what else it asks for is the database's business. */
export function setValues(takesPart: Readonly<Record<string, unknown>>): ReadonlyMap<string, readonly Plain[]> {
  const found = new Map<string, readonly Plain[]>();
  for (const [attribute, values] of conditionsOf(takesPart)) {
    const before = found.get(attribute);
    found.set(attribute, before ? before.filter((value) => values.includes(value)) : values);
  }
  return found;
}

function conditionsOf(filters: Readonly<Record<string, unknown>>): [attribute: string, values: readonly Plain[]][] {
  return Object.entries(filters).flatMap(([name, condition]): [string, readonly Plain[]][] => {
    if (name === '$and' && Array.isArray(condition)) return condition.filter(isRecord).flatMap(conditionsOf);
    if (name.startsWith('$')) return [];
    const values = isRecord(condition) ? [condition['$eq'], condition['$in']].filter((one) => one !== undefined) : [condition];
    return values.flatMap((value): [string, readonly Plain[]][] => {
      const all: unknown[] = Array.isArray(value) ? value : [value];
      return all.every(isPlain) ? [[name, all]] : [];
    });
  });
}

/** Databases differ in whether capitals count: what differs in them alone does not differ. */
export const sameValue = (a: unknown, b: unknown): boolean => String(a).toLowerCase() === String(b).toLowerCase();

const isPlain = (value: unknown): value is Plain => ['string', 'number', 'boolean'].includes(typeof value);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
