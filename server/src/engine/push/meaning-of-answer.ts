import type { ResourceDefinition } from '../../../../src/sync/resource';
import type { GraphAnswer, GraphFailure } from '../../microsoft/port';
import { isNotThere } from '../failure-policy';
import type { Outgoing, Write } from './outgoing';

/**
 * What the answer to the first request of a write says: it `failed`; it is `done`; it is done by `half`, for there is more to send, or the answer does not
 * bring all of the item, and it is to be read again; or that it went well, and no more (`unclear`): what stands there by now, only reading tells.
 */
export type Meaning = { readonly kind: 'failed'; readonly failure: GraphFailure } | { readonly kind: 'unclear' | 'half' | 'done' };

export function meaningOf(
  definition: Definition,
  { one: { link, write }, requests, isOfItem }: AnsweredWrite,
  answer: GraphAnswer,
): Meaning {
  const isGone = isNotThere(answer.failure) && requests[0]?.method === 'DELETE';
  if (answer.failure && !isGone) return { kind: 'failed', failure: answer.failure };
  if (isOfItem && isUnclear(definition, { link, write }, answer.body)) return { kind: 'unclear' };
  return { kind: bringsAll(definition, { link, write, requests, isOfItem }, answer.body) ? 'done' : 'half' };
}

function bringsAll(
  definition: Definition,
  { link, write, requests, isOfItem }: AnsweredWrite['one'] & Omit<AnsweredWrite, 'one'>,
  body: unknown,
): boolean {
  if (write.kind === 'delete') return true;
  if (link && !link.part && definition.parts?.areIn(link.base)) return false; // which of its parts are left, the answer does not say
  if (requests.length > 1 || !isOfItem) return false;
  const reading = definition.readMicrosoft(body);
  if (reading.kind !== 'item') return reading.kind !== 'incomplete';
  const lacks = Object.entries(definition.fields).some(
    ([field, { hasOwnRequests, isEqual }]) => hasOwnRequests && !isEqual(write.values[field], reading.values[field]),
  );
  return write.kind !== 'create' || !lacks;
}

/** It shows nothing, or the version that we wrote over without what was written. */
function isUnclear(definition: Definition, { link, write }: AnsweredWrite['one'], body: unknown): boolean {
  if (write.kind !== 'update') return false;
  if (body === null) return true;
  const { fields } = definition;
  const reading = definition.readMicrosoft(body);
  if (reading.kind !== 'item' || !link || reading.etag !== link.etag) return false;
  return write.fields.some(
    (field) => !fields[field]?.hasOwnRequests && fields[field]?.isEqual(write.values[field], reading.values[field]) === false,
  );
}

type Definition = Pick<ResourceDefinition, 'parts' | 'fields' | 'readMicrosoft'>;

interface AnsweredWrite extends Pick<Write, 'isOfItem'> {
  readonly one: {
    readonly write: Outgoing['write'];
    readonly link: Pick<NonNullable<Outgoing['link']>, 'base' | 'part' | 'etag'> | null;
  };
  readonly requests: readonly Pick<Write['requests'][number], 'method'>[];
}
