import { factsOfNew } from '../../../../src/sync/link';
import { notReadYet } from '../../storage/port';
import { notYetApart } from './write-in-flight';
import { defaultCursor } from '../collections/collections';
import type { Outgoing } from './outgoing';
import type { RunContext } from '../context';

/** Creates are noted as links without an answer before anything is sent. */
export async function withIntents(run: RunContext, outgoing: readonly Outgoing[]): Promise<Outgoing[]> {
  const creates = outgoing.flatMap(({ mark, write, link }) => (write.kind === 'create' && !link ? [{ mark, values: write.values }] : []));
  if (creates.length === 0) return [...outgoing];
  const cursor = defaultCursor(run);
  await run.store.addLinks(
    run.target,
    creates.map(({ mark, values }) => ({
      documentId: mark.documentId,
      microsoftId: null,
      collection: cursor?.collection.id ?? '',
      part: null,
      origin: 'strapi' as const,
      state: 'creating' as const,
      base: notYetApart(run, values),
      facts: factsOfNew,
      ...notReadYet,
      seenRound: cursor?.round ?? 0,
    })),
  );
  const links = await run.store.linksByDocumentId(
    run.target,
    creates.map(({ mark }) => mark.documentId),
  );
  return outgoing.map((one) => (one.link ? one : { ...one, link: links.get(one.mark.documentId) ?? null }));
}
