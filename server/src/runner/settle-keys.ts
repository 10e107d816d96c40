import type { RemoteItem, RemoteReading } from '../../../src/sync/resource';
import type { StoredLink } from '../stores/port';
import { endsRun } from './ends-run';
import { oldestFirst } from './find-by-key';
import { isExtraOf, removeExtras } from './remove-extras';
import { type RunContext, stopFor } from './run-context';

type Linked = StoredLink & { readonly documentId: string; readonly microsoftId: string };
interface Claim {
  readonly item: RemoteItem;
  readonly link: Linked;
}

/**
 * Items that are not linked and carry the key of an entry that is linked to another item. Either that one is gone, and this is it, with the
 * new id it got in another collection (graph-facts §2.1: a move changes it); or a create was carried out twice. Otherwise it is a copy that
 * somebody made, and an item of its own. Gives the readings that are left to be taken in.
 */
export async function settleKeys(run: RunContext, readings: readonly RemoteReading[], collection: string): Promise<readonly RemoteReading[]> {
  const claims = await claimsOf(run, readings);
  if (claims.length === 0) return readings;
  const answers = await run.mailbox.batch(
    claims.map(({ link }) => ({ method: 'GET' as const, path: run.places.wholePath(link.collection, link.microsoftId), headers: run.places.readHeaders })),
  );
  const failure = endsRun(answers) ?? answers.find((answer) => answer.failure && answer.failure.reason !== 'not-found')?.failure;
  if (failure) throw stopFor(failure);

  const moved: Claim[] = [];
  const extras: { item: RemoteItem; collection: string }[] = [];
  for (const [at, claim] of claims.entries()) {
    const answer = answers[at];
    if (answer?.failure) {
      if (!moved.some(({ link }) => link.id === claim.link.id)) moved.push(claim); // another with the same key is a copy
    } else {
      const [other] = run.places.definition.readWhole(answer?.body);
      if (other?.kind !== 'item' || claim.link.collection !== collection || !isExtraOf(run, claim.item, other)) continue;
      const [kept, extra] = oldestFirst([other, claim.item]);
      if (kept === claim.item) moved.push(claim);
      if (extra) extras.push({ item: extra, collection });
    }
  }
  await run.store.transaction(async () => {
    for (const { item, link } of moved) await run.store.changeLink(run.target, link.id, { microsoftId: item.microsoftId, collection, etag: null, isStaged: false });
    await run.fence();
  });
  for (const extra of extras) await removeExtras(run, extra.collection, [extra.item]);
  const removed = new Set(extras.map(({ item }) => item.microsoftId));
  return readings.filter(({ microsoftId }) => microsoftId === null || !removed.has(microsoftId));
}

async function claimsOf(run: RunContext, readings: readonly RemoteReading[]): Promise<Claim[]> {
  const items = readings.flatMap((reading) => (reading.kind === 'item' && reading.key !== null ? [reading] : []));
  if (items.length === 0) return [];
  const known = await run.store.linksByMicrosoftId(run.target, items.map(({ microsoftId }) => microsoftId));
  const unknown = items.filter(({ microsoftId }) => !known.has(microsoftId));
  if (unknown.length === 0) return [];
  const owners = await run.store.linksByDocumentId(run.target, unknown.flatMap(({ key }) => key ?? []));
  return unknown.flatMap((item) => {
    const link = owners.get(item.key ?? '');
    return link?.state === 'linked' && link.documentId !== null && link.microsoftId !== null ? [{ item, link: link as Linked }] : [];
  });
}
