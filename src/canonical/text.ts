/** Texts in the form that survives a trip through Exchange, both databases and back. */

/** Line ends, blanks and outer blank lines are Exchange's to change, so they do not count. */
export const canonicalText = (text: string): string =>
  isCanonical(text) ? text : withoutOuterBlank(trimmedLines(storable(text).replace(lineEnds, '\n')));

/** A step at a time, so that whoever has others waiting may pause between two. */
export function* canonicalInSteps(text: string): Generator<undefined, string> {
  if (text.length <= STEP || isCanonical(text)) return canonicalText(text);
  const plain: string[] = [];
  for (let from = 0; from < text.length;) {
    const end = from + STEP;
    const to = /[\ud800-\udbff][\udc00-\udfff]|\r\n/.test(text.slice(end - 1, end + 1)) ? end + 1 : end; // no character and no line end in halves
    plain.push(storable(text.slice(from, to)).replace(lineEnds, '\n'));
    from = to;
    yield;
  }
  const lines = plain.join('');
  const trimmed: string[] = [];
  for (let from = 0; from < lines.length;) {
    const end = lines.indexOf('\n', from + STEP);
    const to = end < 0 ? lines.length : end;
    trimmed.push(trimmedLines(lines.slice(from, to)));
    from = to + 1;
    yield;
  }
  return withoutOuterBlank(trimmed.join('\n'));
}
const STEP = 8_192;

const isCanonical = (text: string): boolean => !careful.test(text) && !changing.test(text);
const changing = /\r|[^\S\n]\n|^\n|\s$/;
const lineEnds = /\r\n?/g;

export const trimmedLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');

export const withoutOuterBlank = (text: string): string => text.replace(/^\n+/, '').trimEnd();

/** Subject, location, category: one line. */
function canonicalLine(text: string): string {
  return storable(text)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

/** Text of a value from outside: null and absent are ''; undefined for what is no text. */
export function lineOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? canonicalLine(value) : undefined;
}

/** A text of somebody else's, to the letter but for what no database holds; '' for what is no text. */
export const storableOf = (value: unknown): string => (typeof value === 'string' ? storable(value) : '');

/** Sorted, each once; undefined for what is no list of texts. */
export function canonicalCategories(value: unknown): readonly string[] | undefined {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== 'string')) return undefined;
  const names = value.map((entry: string) => canonicalLine(entry)).filter((name) => name !== '');
  return [...new Set(names)].sort();
}

/** PostgreSQL refuses NUL, Exchange other control characters, JSON between the two halves of a surrogate pair. Blanks are blanks. */
export function storable(text: string): string {
  if (!careful.test(text)) return text;
  return text
    .replace(wordBreaks, '\n')
    .replace(/\u00a0/g, ' ')
    .replace(unstorable, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

const wordBreaks = new RegExp('[\\u000b\\u000c]', 'g'); // Word's own line and page breaks
const unstorable = new RegExp('[\\u0000-\\u0008\\u000e-\\u001f\\u007f\\ufffe\\uffff]', 'g');
const careful = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\u00a0\\ufffe\\uffff]|\\p{Surrogate}', 'u');
