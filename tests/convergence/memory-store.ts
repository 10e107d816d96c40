import type { LocalItems, StoredLink, SyncStore } from '../../server/src/stores/port';
import type { Process, State } from './state';

/** The bookkeeping of one target in memory. */
export function memoryStore(holder: { state: State }, process: Process): SyncStore {
  const links = () => [...holder.state.links.values()];
  const change = (ids: readonly number[], changes: object) => {
    for (const id of ids) {
      const link = holder.state.links.get(id);
      if (link) holder.state.links.set(id, { ...link, ...changes });
    }
  };
  const copy = (link: StoredLink): StoredLink => structuredClone(link);
  const mustBeUnique = () => {
    for (const part of ['microsoftId', 'documentId'] as const) {
      const all = links().flatMap((link) => link[part] ?? []);
      if (new Set(all).size !== all.length) throw new Error(`two links with one ${part}`);
    }
  };
  const store: SyncStore = {
    transaction: (work) => process.transaction(work),
    async cursor() {
      return structuredClone(holder.state.cursor);
    },
    async dropCursor() {
      holder.state.cursor = null;
    },
    async saveCursors([one]) {
      if (one) holder.state.cursor = structuredClone(one.cursor);
    },
    async pending([target]) {
      const hasWork = links().some(({ state, isStaged }) => state === 'creating' || isStaged) || [...holder.state.marks.values()].some(({ documentId, version }) => holder.state.refused.get(documentId) !== version);
      return new Map([[target?.resource ?? 'calendar', { cursor: structuredClone(holder.state.cursor), hasWork, quietRow: null }]]);
    },
    async saveCursor(_target, cursor) {
      holder.state.cursor = structuredClone(cursor);
    },
    async linksByMicrosoftId(_target, ids) {
      return new Map(links().flatMap((link) => (link.microsoftId !== null && ids.includes(link.microsoftId) ? [[link.microsoftId, copy(link)]] : [])));
    },
    async linksByDocumentId(_target, ids) {
      return new Map(links().flatMap((link) => (link.documentId !== null && ids.includes(link.documentId) ? [[link.documentId, copy(link)]] : [])));
    },
    linksOfParts: async (_target, of) => links().filter(({ part }) => part !== null && of.includes(part.of)).map(copy),
    unanswered: async () => links().filter(({ state }) => state === 'creating').map(copy),
    staged: async (_target, limit) => links().filter(({ isStaged }) => isStaged).slice(0, limit).map(copy),
    allLinks: async (_target, after, limit) => links().filter(({ id }) => id > after).slice(0, limit).map(copy),
    async countLinked() {
      const linked = links().filter(({ state }) => state === 'linked');
      return { linked: linked.length, staged: linked.filter(({ isStaged }) => isStaged).length };
    },
    async addLinks(_target, added) {
      for (const link of added) {
        const id = holder.state.nextId++;
        holder.state.links.set(id, { ...structuredClone(link), id });
      }
      mustBeUnique();
    },
    async changeLink(_target, id, changes) {
      change([id], structuredClone(changes));
      mustBeUnique();
    },
    async changeLinks(_target, all) {
      for (const { id, changes } of all) change([id], structuredClone(changes));
      mustBeUnique();
    },
    async removeLinks(ids) {
      for (const id of ids) holder.state.links.delete(id);
    },
    markSeen: async (ids, round) => change(ids, { seenRound: round, isStaged: false }),
    stage: async (ids) => change(ids, { isStaged: true }),
    async stageUnseen(_target, round) {
      change(links().filter(({ state, part, seenRound }) => state === 'linked' && part === null && seenRound < round).map(({ id }) => id), { isStaged: true });
    },
    marks: async (_target, limit) =>
      [...holder.state.marks.values()]
        .filter(({ documentId, version }) => holder.state.refused.get(documentId) !== version)
        .slice(0, limit)
        .map((mark) => ({ ...mark })),
    async refuse(_target, marks) {
      for (const { documentId, version } of marks) holder.state.refused.set(documentId, version);
    },
    async marksOf(_target, documentIds) {
      return new Map(documentIds.flatMap((id) => (holder.state.marks.has(id) ? [[id, { ...holder.state.marks.get(id)! }] as const] : [])));
    },
    async mark(_target, documentIds) {
      // As in the database: the engine's own marks say nothing of when a person edited, and keep what a person's mark says.
      for (const documentId of documentIds) markDocument(holder.state, documentId, false, holder.state.marks.get(documentId)?.at ?? new Date(0).toISOString());
    },
    async clearMarks(_target, marks) {
      for (const { documentId, version } of marks) if (holder.state.marks.get(documentId)?.version === version) holder.state.marks.delete(documentId);
    },
    async hold(_target, { item }, note) {
      const isNew = !holder.state.held.has(item);
      holder.state.held.set(item, note);
      return isNew;
    },
    async release(_target, items) {
      for (const item of items) holder.state.held.delete(item);
    },
    async noteConflict(_target, item, note) {
      holder.state.conflicts.push(structuredClone({ item, note }));
      return true;
    },
    closeConflicts: async () => undefined,
    held: async () => [],
    conflicts: async () => [],
    ignore: async () => undefined,
    dropHeld: async () => undefined,
    scrubHeld: async () => undefined,
    markRestored: async () => undefined,
    scrubConflict: async () => undefined,
    log: async () => undefined,
    logged: async () => [],
    async recordRun(_target, report) {
      holder.state.runs = new Map([[report.run, report]]); // the last is the one that is approved
    },
    findRun: async (run) => structuredClone(holder.state.runs.get(run) ?? null),
    recordQuiet: async () => undefined,
    runs: async () => [],
    forget: async () => undefined,
  };
  return stepped(store, process, ['transaction']);
}

/** The rows of the content type in memory, with Strapi's habits: a null per absent field, `updatedAt`. */
export function memoryItems(holder: { state: State }, process: Process, now: () => number): LocalItems {
  const rows = () => [...holder.state.rows.values()].sort((a, b) => a.id - b.id);
  const items: LocalItems = {
    lock: async () => undefined,
    async read(documentIds) {
      return new Map(documentIds.flatMap((id) => (holder.state.rows.has(id) ? [[id, structuredClone(holder.state.rows.get(id)!)] as const] : [])));
    },
    ofOwner: async (user, after, limit) => rows().filter(({ owner, id }) => owner === user && id > after).slice(0, limit).map((row) => structuredClone(row)),
    async strangers(user, after, limit) {
      const known = new Set([...holder.state.links.values()].filter(({ state }) => state !== 'creating').map(({ documentId }) => documentId));
      return rows().filter(({ owner, id, documentId }) => owner === user && id > after && !known.has(documentId)).slice(0, limit).map((row) => structuredClone(row));
    },
    async candidates(user, of) {
      const isOne = (row: Record<string, unknown>) => Object.entries(of).some(([column, values]) => values.includes(row[column]));
      return rows().filter(({ owner, row }) => owner === user && isOne(row)).map((row) => structuredClone(row));
    },
    async partsOf(documentIds) {
      const ownerOf = ({ row }: { row: Record<string, unknown> }) => (row['series'] as { documentId?: string } | null | undefined)?.documentId ?? '';
      return rows().filter((row) => documentIds.includes(ownerOf(row))).map((row) => structuredClone(row));
    },
    async create(user, data) {
      return data.map((one) => createRow(holder.state, user, one, now()));
    },
    createMany: async (user, data) => data.map((one) => createRow(holder.state, user, one, now())),
    async update(documentId, data) {
      updateRow(holder.state, documentId, data, now());
    },
    async remove(documentId) {
      holder.state.rows.delete(documentId);
    },
  };
  return stepped(items, process, []);
}

export function createRow(state: State, owner: string, data: Record<string, unknown>, now: number): string {
  const id = state.nextId++;
  const documentId = `document-${id}`;
  const at = new Date(now).toISOString();
  state.rows.set(documentId, { id, documentId, owner, row: { ...structuredClone(data), id, documentId, createdAt: at, updatedAt: at } });
  return documentId;
}

export function updateRow(state: State, documentId: string, data: Record<string, unknown>, now: number): void {
  const found = state.rows.get(documentId);
  if (!found) throw new Error('no such row');
  state.rows.set(documentId, { ...found, row: { ...found.row, ...structuredClone(data), updatedAt: new Date(now).toISOString() } });
}

export function markDocument(state: State, documentId: string, sawDelete: boolean, at: string): void {
  const known = state.marks.get(documentId);
  state.marks.set(documentId, { documentId, version: (known?.version ?? 0) + 1, sawDelete: sawDelete || (known?.sawDelete ?? false), at });
}

/** Every call of a store is a step at which the process may die. */
function stepped<T extends object>(store: T, process: Process, except: string[]): T {
  const wrapped: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(store) as [string, (...args: unknown[]) => Promise<unknown>][])
    wrapped[name] = except.includes(name)
      ? method
      : async (...args: unknown[]) => {
          await process.step();
          return method(...args);
        };
  return wrapped as T;
}
