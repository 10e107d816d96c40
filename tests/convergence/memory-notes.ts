import type { NotesAsked, StoredConflict, StoredHeld, SyncStore, Target } from '../../server/src/storage/port';
import { frozen, ofTarget, type State, type TargetState } from './state';

type NoteStore = Pick<
  SyncStore,
  | 'hold'
  | 'release'
  | 'held'
  | 'ignore'
  | 'dropHeld'
  | 'scrubHeld'
  | 'noteConflict'
  | 'closeConflicts'
  | 'conflicts'
  | 'markRestored'
  | 'scrubConflict'
>;

/** Held items and conflicts in memory. */
export function memoryNotes(holder: { state: State }, now: () => number): NoteStore {
  const at = () => new Date(now()).toISOString();
  const targets = () => [...holder.state.targets.values()];
  const meant = ({ user, resource }: NotesAsked): TargetState[] =>
    [...holder.state.targets]
      .filter(([key]) => (user === undefined || key.startsWith(`${user}|`)) && (resource === undefined || key.endsWith(`|${resource}`)))
      .map(([, of]) => of);
  const idsOf = (target: Target, item: string, side: 'documentId' | 'microsoftId') => {
    const link = [...ofTarget(holder.state, target).links.values()].find(
      ({ documentId, microsoftId }) => documentId === item || microsoftId === item,
    );
    return {
      documentId: link?.documentId ?? (side === 'documentId' ? item : null),
      microsoftId: link?.microsoftId ?? (side === 'microsoftId' ? item : null),
    };
  };
  const inOrder = <T extends { id: string; documentId: string | null }>(all: readonly T[], { id, documentId, after }: NotesAsked): T[] => {
    const chosen = all.filter(
      (one) =>
        (id === undefined || one.id === id) &&
        (documentId === undefined || one.documentId === documentId) &&
        (after === undefined || Number(one.id) > after),
    );
    return chosen.sort((a, b) => (after === undefined ? Number(b.id) - Number(a.id) : Number(a.id) - Number(b.id)));
  };
  const changeHeld = (id: number, change: (held: StoredHeld & { print: string | null }) => StoredHeld & { print: string | null }) => {
    for (const { held } of targets()) for (const [item, one] of held) if (one.id === String(id)) held.set(item, frozen(change(one)));
  };

  return {
    async hold(target, { item, title, print = undefined }, note) {
      const { held } = ofTarget(holder.state, target);
      const known = held.get(item);
      const isIgnored = known?.isIgnored === true && known.code === note.code && known.print === (print ?? null);
      const { side, code, message, write = null, nextTryAt = null } = note;
      const ids = idsOf(target, item, side === 'microsoft' ? 'documentId' : 'microsoftId');
      held.set(
        item,
        frozen({
          id: known?.id ?? String(holder.state.nextId++),
          ...target,
          ...ids,
          side,
          code,
          message,
          title,
          since: known?.since ?? at(),
          judgedAt: at(),
          nextTryAt,
          write,
          isIgnored,
          print: print ?? null,
        }),
      );
      return !known || (known.isIgnored && !isIgnored);
    },
    async release(target, items) {
      for (const item of items) ofTarget(holder.state, target).held.delete(item);
    },
    held: async (of) =>
      inOrder(
        meant(of).flatMap(({ held }) =>
          [...held.values()].filter(
            (one) => (of.ignored === undefined || one.isIgnored === of.ignored) && (!of.isDue || isDue(one, now())),
          ),
        ),
        of,
      ).map(({ print: _print, ...held }) => held),
    ignore: async (id) => changeHeld(id, (held) => ({ ...held, isIgnored: true })),
    async dropHeld(id) {
      for (const { held } of targets()) for (const [item, one] of held) if (one.id === String(id)) held.delete(item);
    },
    scrubHeld: async (id, title) => changeHeld(id, (held) => ({ ...held, title, write: null })),
    async noteConflict(target, item, note) {
      const { conflicts } = ofTarget(holder.state, target);
      const isOpen = note.decided === null;
      const open = conflicts.get(openKey(item));
      const ids = idsOf(target, item, 'documentId');
      if (!isOpen) conflicts.delete(openKey(item));
      const id = (isOpen && open?.id) || String(holder.state.nextId++);
      const { fields, base, strapi, microsoft, decided } = note;
      const conflict: StoredConflict = {
        id, ...target, documentId: ids.documentId, microsoftId: ids.microsoftId ?? open?.microsoftId ?? null, fields: [...fields], base, strapi, microsoft,
        at: (isOpen && open?.at) || at(), decided: decided && { ...decided, at: at() }, restoredAt: null,
      } as StoredConflict; // prettier-ignore
      conflicts.set(isOpen ? openKey(item) : `decided ${id}`, frozen(conflict));
      return !isOpen || !open;
    },
    async closeConflicts(target, items) {
      for (const item of items) ofTarget(holder.state, target).conflicts.delete(openKey(item));
    },
    conflicts: async (of) =>
      inOrder(
        meant(of).flatMap(({ conflicts }) =>
          [...conflicts.values()].filter(({ decided }) => of.decided === undefined || of.decided === (decided !== null)),
        ),
        of,
      ),
    async markRestored(id) {
      for (const { conflicts } of targets())
        for (const [key, one] of conflicts) if (one.id === String(id)) conflicts.set(key, frozen({ ...one, restoredAt: at() }));
    },
    async scrubConflict(id, values) {
      for (const { conflicts } of targets())
        for (const [key, one] of conflicts)
          if (one.id === String(id)) {
            if (values === null) conflicts.delete(key);
            else conflicts.set(key, frozen({ ...one, ...values }));
          }
    },
  };
}

export const isDue = ({ nextTryAt }: StoredHeld, now: number): boolean =>
  nextTryAt !== null && (Date.parse(nextTryAt) <= now || Date.parse(nextTryAt) > now + 2 * 3_600_000);

/** An open conflict is one per item, brought up to date; a decided one is history. */
const openKey = (item: string): string => `open ${item}`;
