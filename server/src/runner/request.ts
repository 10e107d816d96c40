import { createHash } from 'node:crypto';
import type { GraphRequest } from '../microsoft/port';
import type { Outgoing } from './plan-push';
import type { RunContext } from './run-context';

/** The request that carries one write. Updates and deletions name the version they were judged by (graph-facts §1.10). */
export function requestFor(run: RunContext, { mark, link, write }: Outgoing): GraphRequest {
  const { definition, itemPath, createPath, createExtras, writeHeaders } = run.places;
  const ifMatch: Record<string, string> = link?.etag ? { 'If-Match': link.etag } : {};
  switch (write.kind) {
    case 'create':
      return {
        method: 'POST',
        path: createPath(link?.collection ?? ''),
        headers: writeHeaders,
        body: {
          ...definition.bodyForMicrosoft(write.values, Object.keys(definition.fields)),
          ...createExtras(mark.documentId, idempotencyKey(run, mark.documentId, link?.id ?? 0)),
        },
      };
    case 'update':
      return {
        method: 'PATCH',
        path: itemPath(link?.collection ?? '', link?.microsoftId ?? ''),
        headers: { ...writeHeaders, ...ifMatch },
        body: definition.bodyForMicrosoft(write.values, write.fields),
      };
    case 'delete':
      return { method: 'DELETE', path: itemPath(link?.collection ?? '', link?.microsoftId ?? ''), headers: ifMatch };
  }
}

/** The same for every repetition of one create, and another for an item that is made again: the link's id is in it. A UUID, as clients send. */
function idempotencyKey(run: RunContext, documentId: string, linkId: number): string {
  const hex = createHash('sha256').update(`${run.target.user}|${run.target.resource}|${documentId}|${linkId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
