import { createHash } from 'node:crypto';
import type { GraphRequest } from '../microsoft/port';
import { type FoundParts, type PartAddresses, partsNamed } from './find-parts';
import type { Outgoing } from './plan-push';
import type { RunContext } from './run-context';

/**
 * The requests that carry one write, in their order. Updates and deletions name the version they were judged by (graph-facts §1.10).
 * Fields that are not of the item's body have requests of their own; where those are all, the first of them comes first. A part that was only
 * found, not read, has its item's version, which our own first write of the item (`isFirstOfItem`) makes an old one: the others name none.
 */
export function requestsFor(run: RunContext, one: Outgoing, { addresses, etags }: Omit<FoundParts, 'unread'>, isFirstOfItem: boolean): GraphRequest[] {
  const { definition, itemPath, createPath, createExtras, writeHeaders } = run.places;
  const { mark, link, write } = one;
  const collection = link?.collection ?? '';
  const version = link?.etag ?? (isFirstOfItem ? etags.get(link?.microsoftId ?? '') : undefined);
  const ifMatch = ifVersion(version);
  switch (write.kind) {
    case 'create':
      return [
        {
          method: 'POST',
          path: createPath(collection),
          headers: writeHeaders,
          body: {
            ...definition.bodyForMicrosoft(write.values, ofBody(run, Object.keys(definition.fields))),
            ...createExtras(mark.documentId, idempotencyKey(run, mark.documentId, link?.id ?? 0)),
          },
        },
      ];
    case 'update': {
      const inBody = ofBody(run, write.fields);
      const path = itemPath(collection, addressOf(one, addresses));
      const body = definition.bodyForMicrosoft(write.values, inBody);
      const named = link?.part ? [] : partsNamed(run, one).map(({ key }) => definition.parts?.id(link?.microsoftId ?? '', key) ?? '');
      const removals = named.flatMap((id, at): GraphRequest[] => {
        const address = addresses.get(id) ?? null;
        const isFirst = isFirstOfItem && inBody.length === 0 && at === 0;
        return address === null ? [] : [{ method: 'DELETE', path: itemPath(collection, address), headers: ifVersion(isFirst ? etags.get(id) : undefined) }];
      });
      return [...(inBody.length > 0 ? [{ method: 'PATCH' as const, path, headers: { ...writeHeaders, ...ifMatch }, body }] : []), ...removals];
    }
    case 'delete':
      return [{ method: 'DELETE', path: itemPath(collection, link?.microsoftId ?? ''), headers: ifMatch }];
  }
}

const ifVersion = (etag: string | undefined): Record<string, string> => (etag === undefined ? {} : { 'If-Match': etag });

export const ofBody = (run: RunContext, fields: readonly string[]): string[] => fields.filter((field) => !run.places.definition.fields[field]?.isWrittenApart);

function addressOf({ link }: Outgoing, addresses: PartAddresses): string {
  return (link?.part && addresses.get(link.microsoftId ?? '')) || link?.facts.address || link?.microsoftId || '';
}

/** The same for every repetition of one create, and another for an item that is made again: the link's id is in it. A UUID, as clients send. */
export function idempotencyKey(run: RunContext, documentId: string, linkId: number): string {
  const hex = createHash('sha256').update(`${run.target.user}|${run.target.resource}|${documentId}|${linkId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
