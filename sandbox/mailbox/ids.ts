/**
 * Ids as clients see them. Two formats for one item, as Exchange has them (graph-facts §1.6): the default one and the
 * immutable one that `Prefer: IdType="ImmutableId"` asks for. Both are understood everywhere; case matters.
 */
export type IdFormat = 'default' | 'immutable';

const prefixes = { default: 'AAMkAGI2', immutable: 'AAkALgAA' } as const;
const suffix = 'AAA=';

export interface ItemReference {
  readonly key: string;
  /** Date of an occurrence in its series. */
  readonly date?: string;
}

export function encodeItemId({ key, date }: ItemReference, format: IdFormat): string {
  return encode(prefixes[format], date === undefined ? key : `${key}@${date}`);
}

/** An event or an occurrence. undefined: no id of this sandbox's making, so malformed. */
export function decodeItemId(id: string): ItemReference | undefined {
  const match = /^(m\d{3,}e\d{8})(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(decodeInBothFormats(id) ?? '');
  const key = match?.[1];
  if (key === undefined) return undefined;
  return match?.[2] === undefined ? { key } : { key, date: match[2] };
}

export function decodeTaskId(id: string): string | undefined {
  const key = decodeInBothFormats(id);
  return key !== undefined && /^m\d{3,}t\d{8}$/.test(key) ? key : undefined;
}

const calendarPrefixes = { default: 'AAMkAGI1Y2Fs', immutable: 'AAkALgAAY2Fs' } as const;

/** With the header of immutable ids a calendar has another one; `idVersion`: ids were seen to change hours after a calendar was made (graph-facts §11.2). */
export const encodeCalendarId = ({ key, idVersion = 0 }: { key: string; idVersion?: number }, format: IdFormat): string =>
  encode(calendarPrefixes[format], idVersion === 0 ? key : `${key}~${idVersion}`);

export function decodeCalendarId(id: string): { key: string; idVersion: number } | undefined {
  const text = decode(calendarPrefixes.default, id) ?? decode(calendarPrefixes.immutable, id);
  const match = /^(m\d{3,}c\d{4})(?:~(\d+))?$/.exec(text ?? '');
  return match?.[1] === undefined ? undefined : { key: match[1], idVersion: Number(match[2] ?? 0) };
}
export const encodeListId = (key: string): string => encode('AAMkAGI1bGlz', key);
export const decodeListId = (id: string): string | undefined => matching(decode('AAMkAGI1bGlz', id), /^m\d{3,}l\d{4}$/);

/** The letters depend on the mailbox, the counter and the version alone, so ETags repeat from run to run. */
export function changeKey(key: string, version: number): string {
  return `${Buffer.from(`${key}:${String(version).padStart(8, '0')}`)
    .toString('base64')
    .replaceAll('=', '')}==`;
}

function encode(prefix: string, text: string): string {
  return `${prefix}${Buffer.from(text).toString('base64url')}${suffix}`;
}

/** Only what `encode` gave: base64 has several spellings of one text. */
function decode(prefix: string, id: string): string | undefined {
  if (!id.startsWith(prefix) || !id.endsWith(suffix)) return undefined;
  const text = Buffer.from(id.slice(prefix.length, -suffix.length), 'base64url').toString('utf8');
  return encode(prefix, text) === id ? text : undefined;
}

function decodeInBothFormats(id: string): string | undefined {
  return decode(prefixes.default, id) ?? decode(prefixes.immutable, id);
}

function matching(text: string | undefined, pattern: RegExp): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined;
}
