import { documentIdOf } from '../../../../src/sync/entry-id';
import type { GraphRequest } from '../../microsoft/port';
import { type FoundParts, type PartAddresses, partsNamed } from './find-parts';
import { collectionOf } from '../collections/taking-part';
import type { Outgoing } from './outgoing';
import { idempotencyKey } from '../changes/our-writes';
import type { RunContext } from '../context';
import type { PushFindings } from './push-findings';
import { hasSharedVersion } from './shared-versions';

interface Requests {
  readonly requests: readonly GraphRequest[];
  /** The first one is the item's own, and is answered with the item. */
  readonly isOfItem: boolean;
}

/**
 * The requests that carry one write, in their order. Updates and deletions name the version they were judged by (graph-facts §1.10).
 * Fields that are not of the item's body have requests of their own; where those are all, the first of them comes first. A part that was only
 * found, not read, has its item's version, which our own first write of the item (`isFirstOfItem`) makes an old one: the others name none. So it is
 * with all of them where they have one version together. What a write takes away is not removed beside it: what stands there then is looked up anew.
 */
export function requestsFor(
  run: RunContext,
  one: Outgoing,
  parts: Omit<FoundParts, 'unread'>,
  findings: PushFindings,
  isFirstOfItem: boolean,
): Requests {
  const { definition, itemPath, createPath, createExtras, writeHeaders } = run.resource;
  const { mark, link, write } = one;
  const collection = collectionOf(run, link?.collection ?? '');
  const found = isFirstOfItem ? parts.etags.get(link?.microsoftId ?? '') : undefined;
  const version = !isFirstOfItem && hasSharedVersion(findings, link) ? undefined : (link?.etag ?? found);
  const ifMatch = ifVersion(version);
  switch (write.kind) {
    case 'create':
      return ofItem({
        method: 'POST',
        path: createPath(collection),
        headers: writeHeaders,
        body: {
          ...definition.bodyForMicrosoft(write.values, ofBody(run, Object.keys(definition.fields))),
          ...createExtras(
            { documentId: documentIdOf(mark.documentId), uid: run.items.homes.uidOf(mark.documentId) },
            idempotencyKey(run, mark.documentId, link?.id ?? 0),
          ),
        },
      });
    case 'update': {
      const inBody = ofBody(run, write.fields);
      const apart = isRewritten(run, one) && inBody.length > 0 ? [] : requestsApart(run, one, parts, isFirstOfItem && inBody.length === 0);
      if (inBody.length === 0) return { requests: apart, isOfItem: false };
      const body = definition.bodyForMicrosoft(write.values, inBody);
      return ofItem(
        { method: 'PATCH', path: itemPath(collection, addressOf(one, parts.addresses)), headers: { ...writeHeaders, ...ifMatch }, body },
        apart,
      );
    }
    case 'delete':
      return ofItem({ method: 'DELETE', path: itemPath(collection, link?.microsoftId ?? ''), headers: ifMatch });
  }
}

/** Microsoft makes other parts of an item that is written so: what was known of them is true no more. */
const isRewritten = (run: RunContext, { link, write }: Outgoing): boolean =>
  link !== null && write.kind === 'update' && run.resource.definition.parts?.areKept(link.base, write.values) === false;

const ofItem = (request: GraphRequest, more: readonly GraphRequest[] = []): Requests => ({ requests: [request, ...more], isOfItem: true });

/** `isFirst`: they are the first of our requests that change the item. */
function requestsApart(run: RunContext, one: Outgoing, { addresses, etags }: Omit<FoundParts, 'unread'>, isFirst: boolean): GraphRequest[] {
  const { link, write } = one;
  const { definition, itemPath, apart } = run.resource;
  if (!link || link.part || write.kind !== 'update') return [];
  const { base, facts } = link;
  const collection = collectionOf(run, link.collection);
  const removals = partsNamed(run, one).flatMap(({ key }, at): GraphRequest[] => {
    const id = definition.parts?.id(link.microsoftId ?? '', key) ?? '';
    const address = addresses.get(id) ?? null;
    return address === null
      ? []
      : [{ method: 'DELETE', path: itemPath(collection, address), headers: ifVersion(isFirst && at === 0 ? etags.get(id) : undefined) }];
  });
  const isWritten = ofBody(run, write.fields).length < write.fields.length;
  return [
    ...removals,
    ...(isWritten && apart
      ? apart({ collection, address: addressOf(one, addresses), from: { ...base, ...facts.left }, to: write.values })
      : []),
  ];
}

const ifVersion = (etag: string | undefined): Record<string, string> => (etag === undefined ? {} : { 'If-Match': etag });

export const ofBody = (run: RunContext, fields: readonly string[]): string[] =>
  fields.filter((field) => !run.resource.definition.fields[field]?.hasOwnRequests);

function addressOf({ link }: Outgoing, addresses: PartAddresses): string {
  return (link?.part && addresses.get(link.microsoftId ?? '')) || link?.facts.address || link?.microsoftId || '';
}
