import { seriesNamed } from '../../../src/calendar/series-named';
import type { NamedSeries } from '../../../src/contracts';
import type { ItemIds, StoredLink, SyncStore, Target } from '../storage/port';

/** Of the items of a plan, the series that each is, or is an occurrence of, as the run has left its links. */
export async function seriesOfShown(
  store: Pick<SyncStore, 'linksByDocumentId' | 'linksByMicrosoftId'>,
  target: Target,
  shown: readonly ItemIds[],
): Promise<(ids: ItemIds) => NamedSeries | null> {
  const byDocumentId = await store.linksByDocumentId(target, shown.flatMap(({ documentId }) => documentId ?? [])); // prettier-ignore
  const byMicrosoftId = await store.linksByMicrosoftId(target, shown.flatMap(({ microsoftId }) => microsoftId ?? [])); // prettier-ignore
  const linkOf = ({ documentId, microsoftId }: ItemIds): StoredLink | undefined =>
    byDocumentId.get(documentId ?? '') ?? byMicrosoftId.get(microsoftId ?? '');
  const wholes = await store.linksByMicrosoftId(target, [...new Set(shown.flatMap((ids) => linkOf(ids)?.part?.of ?? []))]);
  return (ids) => {
    const link = linkOf(ids);
    const whole = link?.part ? wholes.get(link.part.of) : link;
    return whole ? seriesNamed(whole.base) : null;
  };
}
