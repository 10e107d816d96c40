/** Graph's own enum values of one field, and what an item has that says nothing else. */
export interface Choice {
  readonly values: readonly string[];
  readonly fallback: string;
}

/** In any case, as Graph takes it (graph-facts §10.12); null for what is no such value. */
export function chosenOf({ values, fallback }: Choice, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return fallback;
  if (typeof value !== 'string') return null;
  return values.find((candidate) => candidate.toLowerCase() === value.toLowerCase()) ?? null;
}

/** The same, and what has no such value counts as the fallback. */
export const chosenOrFallback = (of: Choice, value: unknown): string => chosenOf(of, value) ?? of.fallback;
