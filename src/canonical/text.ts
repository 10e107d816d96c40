/** Texts in the form that survives a trip through Exchange, both databases and back. */

/** Line ends, blanks and outer blank lines are Exchange's to change, so they do not count. */
export function canonicalText(text: string): string {
  return storable(text)
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/** Subject, location, category: one line. */
export function canonicalLine(text: string): string {
  return storable(text)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/** Text of a value from outside: null and absent are ''; undefined for what is no text. */
export function lineOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? canonicalLine(value) : undefined;
}

/** Sorted, each once; undefined for what is no list of texts. */
export function canonicalCategories(value: unknown): readonly string[] | undefined {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== 'string')) return undefined;
  const names = value.map((entry: string) => canonicalLine(entry)).filter((name) => name !== '');
  return [...new Set(names)].sort();
}

/** PostgreSQL refuses NUL, Exchange other control characters, JSON between the two halves of a surrogate pair. */
function storable(text: string): string {
  return text
    .replace(wordBreaks, '\n')
    .replace(unstorable, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

const wordBreaks = new RegExp('[\\u000b\\u000c]', 'g'); // Word's own line and page breaks
const unstorable = new RegExp('[\\u0000-\\u0008\\u000e-\\u001f\\u007f\\ufffe\\uffff]', 'g');
