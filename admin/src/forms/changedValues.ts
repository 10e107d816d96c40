type Values = Readonly<Record<string, unknown>>;

/** Of a form, the fields that hold another value than before; relations, which it has as what is added and taken away, are none of an entry's values. */
export function changedValues(values: Values, before: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => !isRelation(value) && JSON.stringify(value ?? null) !== JSON.stringify(before[name] ?? null),
    ),
  );
}

const isRelation = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('connect' in value || 'disconnect' in value || 'count' in value);
