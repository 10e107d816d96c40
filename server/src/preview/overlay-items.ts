import type { LocalItems, LocalRow } from '../storage/port';

/** Entries as they would be: nothing is written, and nobody is kept waiting. */
export function overlayItems(base: LocalItems): LocalItems {
  const updates = new Map<string, Record<string, unknown>>();
  const removed = new Set<string>();
  let made = 0;
  const updated = (row: LocalRow): LocalRow => ({ ...row, row: { ...row.row, ...updates.get(row.documentId) } });
  const now = (rows: readonly LocalRow[]): LocalRow[] => rows.filter(({ documentId }) => !removed.has(documentId)).map(updated);
  /** What comes in while both sides were known already; of a first import nothing is looked at again, so that its preview stays small. */
  const created = new Map<string, LocalRow>();
  const newId = () => `preview-${(made += 1)}`;

  return {
    lockable: async () => [],
    lock: async () => undefined,
    async read(documentIds) {
      const known = [...(await base.read(documentIds)).values(), ...documentIds.flatMap((id) => created.get(id) ?? [])];
      return new Map(now(known).map((row) => [row.documentId, row]));
    },
    // What would be gone is still on these pages: an empty one would end the reading too early.
    ofOwner: async (user, after, limit) => (await base.ofOwner(user, after, limit)).map(updated),
    unlinkedRows: async (user, after, limit) => (await base.unlinkedRows(user, after, limit)).map(updated),
    candidates: async (user, criteria) => now(await base.candidates(user, criteria)),
    holding: async (user, criteria) => now(await base.holding(user, criteria)),
    partsOf: async (documentIds) => now(await base.partsOf(documentIds)),
    async create(owner, data) {
      return data.map((row) => {
        const documentId = newId();
        created.set(documentId, { id: 0, documentId, owner, row });
        return documentId;
      });
    },
    createMany: async (_owner, data) => data.map(() => ({ documentId: newId(), row: null })),
    async update(documentId, data) {
      updates.set(documentId, { ...updates.get(documentId), ...data });
      return true;
    },
    async remove(documentId) {
      removed.add(documentId);
    },
  };
}
