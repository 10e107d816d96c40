import type { PlannedAction } from '../../../src/contracts';
import type { ReasonCode } from '../../../src/contracts/reasons';
import type { Values } from '../../../src/sync/resource';
import type { StoreChanges, SyncStore, Target } from '../storage/port';

/**
 * A change set as people read it: what is done about each item, and why. `store`: where the links are by which items are named; it has taken the
 * changes in already. `titleOf`: what people call an item that holds these values.
 */
export async function printChanges(
  store: Pick<SyncStore, 'linksByDocumentId' | 'linksByMicrosoftId'>,
  target: Target,
  { log = [], holds = [], conflicts = [] }: Partial<StoreChanges>,
  titleOf: (values: Values | null) => string,
): Promise<PlannedAction[]> {
  const idsOf = async (item: string, fallback: 'documentId' | 'microsoftId') => {
    const link = (await store.linksByDocumentId(target, [item])).get(item) ?? (await store.linksByMicrosoftId(target, [item])).get(item);
    return {
      documentId: link?.documentId ?? (fallback === 'documentId' ? item : null),
      microsoftId: link?.microsoftId ?? (fallback === 'microsoftId' ? item : null),
    };
  };
  const actions: PlannedAction[] = [];
  for (const { of, note } of holds) {
    const ids = await idsOf(of.item, note.side === 'microsoft' ? 'documentId' : 'microsoftId');
    const item = { title: of.title, uid: null, ...ids };
    actions.push({ side: note.side, kind: 'hold', item, fields: [...note.fields], mails: [], why: note.message });
  }
  for (const { item, note } of conflicts) {
    const { decided, strapi, microsoft, fields } = note;
    const winner: ReasonCode = decided?.winner === 'strapi' ? 'strapi-wins' : 'microsoft-wins';
    actions.push({
      side: decided?.winner === 'strapi' ? 'microsoft' : 'strapi',
      kind: 'conflict',
      item: { title: titleOf(strapi ?? microsoft), uid: null, ...(await idsOf(item, 'documentId')) },
      fields: [...fields],
      mails: [],
      why: decided ? winner : ('both-changed' satisfies ReasonCode),
    });
  }
  return [...actions, ...log.map(({ isKept: _isKept, edited: _edited, ...action }) => action)];
}
