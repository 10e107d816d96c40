import { createHash } from 'node:crypto';
import type { RemoteItem, Values } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import type { RunContext } from '../context';

/** The same for every repetition of one create, and another for an item that is made again: the link's id is in it. A UUID, as clients send. */
export function idempotencyKey(run: RunContext, documentId: string, linkId: number): string {
  const hex = createHash('sha256').update(`${run.target.user}|${run.target.resource}|${documentId}|${linkId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What is agreed with Microsoft, as far as a reading can tell after a write that was not answered. */
export function baseAfterUnansweredWrite(
  run: RunContext,
  { base, facts: { sent } }: StoredLink,
  { values, unread = [] }: RemoteItem,
): Values {
  const { fields } = run.resource.definition;
  const known = Object.entries(sent ?? {}).filter(([field]) => !unread.includes(field));
  return {
    ...base,
    ...Object.fromEntries(
      known.map(([field, strapi]) => [
        field,
        fields[field]?.asSent?.({ base: base[field] ?? null, strapi, microsoft: values[field] }) ?? base[field],
      ]),
    ),
  };
}

/** Values without what has requests of its own: it was not sent with the body. Where what was sent is known again, nothing was. */
export function withoutSeparateFields(run: RunContext, values: Values): Values {
  const { fields } = run.resource.definition;
  const unsent = (name: string): unknown => fields[name]?.asSent?.({ base: null, strapi: null, microsoft: null }) ?? null;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fields[name]?.hasOwnRequests ? unsent(name) : value]));
}
