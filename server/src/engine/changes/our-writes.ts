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

/** All that a create was sent with, each time as the entry was then. */
export const everSent = ({ base, facts: { sentAgain = [] } }: Pick<StoredLink, 'base' | 'facts'>): Values[] => [
  base,
  ...sentAgain.map((sent) => ({ ...base, ...sent })),
];

/** What is agreed of an item that a create has made which was sent more than once: each time with what the entry held, and any of them may have made it. */
export function baseAfterRepeatedCreate(
  { resource }: RunContext,
  { base, facts: { sentAgain = [] } }: StoredLink,
  { values }: RemoteItem,
): Values {
  const isThere = ([field, sent]: [string, unknown]): boolean => resource.definition.fields[field]?.isEqual(sent, values[field]) === true;
  return { ...base, ...Object.fromEntries(sentAgain.flatMap((sent) => Object.entries(sent).filter(isThere))) };
}

/** Adds what a create is sent with now. */
export function withSentAgain(run: RunContext, { base, facts }: StoredLink, values: Values): StoredLink['facts'] {
  const { fields } = run.resource.definition;
  const now = withoutSeparateFields(run, values);
  const differs = (sent: Values): boolean => Object.keys(now).some((field) => !fields[field]?.isEqual(now[field], sent[field]));
  if (!everSent({ base, facts }).every(differs)) return facts;
  const news = Object.entries(now).filter(([field, value]) => !fields[field]?.isEqual(value, base[field]));
  return { ...facts, sentAgain: [...(facts.sentAgain ?? []), Object.fromEntries(news)].slice(-MOST_SENT_AGAIN) };
}

/** More often than that nobody edits an entry whose create is not answered. */
const MOST_SENT_AGAIN = 10;

/** Values without what has requests of its own: it was not sent with the body. Where what was sent is known again, nothing was. */
export function withoutSeparateFields(run: RunContext, values: Values): Values {
  const { fields } = run.resource.definition;
  const unsent = (name: string): unknown => fields[name]?.asSent?.({ base: null, strapi: null, microsoft: null }) ?? null;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fields[name]?.hasOwnRequests ? unsent(name) : value]));
}
