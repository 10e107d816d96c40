import { canonicalCategories } from '../../../src/canonical/text';

/** What the column holds; null for what is no list of texts, which the engine would hold. */
export function categoriesOf(value: unknown): readonly string[] | null {
  if (typeof value !== 'string') return canonicalCategories(value) ?? null;
  if (value.trim() === '') return [];
  try {
    return canonicalCategories(JSON.parse(value)) ?? null;
  } catch {
    return null;
  }
}

/** One more, as Outlook takes it: a comma would make two of it. Null: there is nothing to add. */
export function withCategory(categories: readonly string[], typed: string): readonly string[] | null {
  const name = typed.replaceAll(',', ' ').replace(/\s+/g, ' ').trim();
  return name === '' || categories.includes(name) ? null : [...categories, name].sort();
}
