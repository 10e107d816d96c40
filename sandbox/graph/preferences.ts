import { unknownZone } from './errors.js';
import type { IdFormat } from '../mailbox/ids.js';
import { findZone } from '../mailbox/zones.js';

/** What a client asked for with `Prefer` (graph-facts §1.4): several preferences may share one header. */
export interface Preferences {
  readonly timeZone: string;
  readonly bodyType: 'html' | 'text';
  readonly idFormat: IdFormat;
  readonly maxPageSize?: number;
  /** Value of `Preference-Applied`. */
  readonly applied?: string;
}

export function readPreferences(header: string | undefined): Preferences {
  let timeZone = 'UTC';
  let bodyType: 'html' | 'text' = 'html';
  let idFormat: IdFormat = 'default';
  let maxPageSize: number | undefined;
  const applied: string[] = [];
  for (const [name, value] of splitHeader(header ?? '')) {
    switch (name.toLowerCase()) {
      case 'outlook.timezone':
        if (!findZone(value)) throw unknownZone(value);
        timeZone = value;
        applied.push(`outlook.timezone="${value}"`);
        break;
      case 'outlook.body-content-type':
        if (!/^(text|html)$/i.test(value)) break;
        bodyType = value.toLowerCase() as 'html' | 'text';
        applied.push(`outlook.body-content-type="${bodyType}"`);
        break;
      case 'idtype':
        if (value.toLowerCase() !== 'immutableid') break;
        idFormat = 'immutable';
        applied.push('IdType="ImmutableId"');
        break;
      case 'odata.maxpagesize':
      case 'maxpagesize':
        if (!/^[1-9]\d{0,8}$/.test(value)) break;
        maxPageSize = Number(value);
        applied.push(`odata.maxpagesize=${maxPageSize}`);
        break;
    }
  }
  return {
    timeZone,
    bodyType,
    idFormat,
    ...(maxPageSize === undefined ? {} : { maxPageSize }),
    ...(applied.length === 0 ? {} : { applied: applied.join(', ') }),
  };
}

function* splitHeader(header: string): Generator<[string, string]> {
  for (const match of header.matchAll(/\s*([^=,;\s]+)\s*(?:=\s*(?:"([^"]*)"|([^",;\s]*)))?\s*(?:[,;]|$)/g)) {
    yield [match[1] as string, match[2] ?? match[3] ?? ''];
  }
}
