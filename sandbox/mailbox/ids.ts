/**
 * Ids as clients see them. Two formats for one item, as Exchange has them (graph-facts §1.6): the default one and the
 * immutable one that `Prefer: IdType="ImmutableId"` asks for. Both are understood everywhere; case matters.
 */
export type IdFormat = 'default' | 'immutable';

const prefixes = { default: 'AAMkAGI2', immutable: 'AAkALgAA', calendar: 'AAMkAGI1Y2Fs' } as const;
const suffix = 'AAA=';

export interface ItemReference {
  readonly key: string;
  /** Date of an occurrence in its series. */
  readonly date?: string;
}

export function encodeItemId({ key, date }: ItemReference, format: IdFormat): string {
  return `${prefixes[format]}${toBase64(date === undefined ? key : `${key}@${date}`)}${suffix}`;
}

/** undefined: no id of this sandbox's making, so malformed. */
export function decodeItemId(id: string): ItemReference | undefined {
  for (const prefix of [prefixes.default, prefixes.immutable]) {
    if (!id.startsWith(prefix) || !id.endsWith(suffix)) continue;
    const match = /^(m\d{3}e\d{8})(?:@(\d{4}-\d{2}-\d{2}))?$/.exec(fromBase64(id.slice(prefix.length, -suffix.length)));
    const key = match?.[1];
    if (key === undefined) return undefined;
    const reference = match?.[2] === undefined ? { key } : { key, date: match[2] };
    return encodeItemId(reference, prefix === prefixes.default ? 'default' : 'immutable') === id ? reference : undefined;
  }
  return undefined;
}

export function encodeCalendarId(key: string): string {
  return `${prefixes.calendar}${toBase64(key)}${suffix}`;
}

export function decodeCalendarId(id: string): string | undefined {
  if (!id.startsWith(prefixes.calendar) || !id.endsWith(suffix)) return undefined;
  const key = fromBase64(id.slice(prefixes.calendar.length, -suffix.length));
  return /^m\d{3}c\d{4}$/.test(key) && encodeCalendarId(key) === id ? key : undefined;
}

/** The letters depend on the mailbox, the counter and the version alone, so ETags repeat from run to run. */
export function changeKey(key: string, version: number): string {
  return `${Buffer.from(`${key}:${String(version).padStart(8, '0')}`).toString('base64').replaceAll('=', '')}==`;
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}
