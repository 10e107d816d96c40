import type { HeldOf, NotesAsked, StoreChanges, StoredConflict, StoredHeld, SyncStore, Target } from '../../server/src/storage/port';
import type { Writers } from '../../server/src/storage/write-in-order';
import type { HoldNote } from '../../src/sync/decision';
import { frozen, ofTarget, type State, type TargetState } from './state';

type NoteStore = Pick<SyncStore, 'held' | 'conflicts'>;
type NoteWriters = Pick<Writers, 'holds' | 'releases' | 'conflicts' | 'closedConflicts' | 'noteChanges'>;

/** Held items and conflicts in memory. */
export function memoryNotes(holder: { state: State }, now: () => number): NoteStore & { writers: NoteWriters } {
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

  function hold(target: Target, { item, title, print = undefined }: HeldOf, note: HoldNote): boolean {
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
  }
  function noteConflict(target: Target, { item, note, microsoftId = null }: StoreChanges['conflicts'][number]): boolean {
    const { conflicts } = ofTarget(holder.state, target);
    const isOpen = note.decided === null;
    const open = conflicts.get(openKey(item));
    const ids = idsOf(target, item, 'documentId');
    if (!isOpen) conflicts.delete(openKey(item));
    const id = (isOpen && open?.id) || String(holder.state.nextId++);
    const { fields, base, strapi, microsoft, decided } = note;
    const conflict: StoredConflict = {
      id, ...target, documentId: ids.documentId, microsoftId: ids.microsoftId ?? open?.microsoftId ?? microsoftId, fields: [...fields], base, strapi, microsoft,
      at: (isOpen && open?.at) || at(), decided: decided && { ...decided, at: at() }, restoredAt: null,
    } as StoredConflict; // prettier-ignore
    conflicts.set(isOpen ? openKey(item) : `decided ${id}`, frozen(conflict));
    return !isOpen || !open;
  }
  const changeConflict = (id: number, change: (one: StoredConflict) => StoredConflict | null) => {
    for (const { conflicts } of targets())
      for (const [key, one] of conflicts) {
        if (one.id !== String(id)) continue;
        const changed = change(one);
        if (changed) conflicts.set(key, frozen(changed));
        else conflicts.delete(key);
      }
  };

  return {
    held: async (of) =>
      inOrder(
        meant(of).flatMap(({ held }) =>
          [...held.values()].filter(
            (one) => (of.ignored === undefined || one.isIgnored === of.ignored) && (!of.isDue || isDue(one, now())),
          ),
        ),
        of,
      ).map(({ print: _print, ...held }) => held),
    conflicts: async (of) =>
      inOrder(
        meant(of).flatMap(({ conflicts }) =>
          [...conflicts.values()].filter(({ decided }) => of.decided === undefined || of.decided === (decided !== null)),
        ),
        of,
      ),
    writers: {
      async holds(target, holds) {
        return { held: holds.flatMap(({ of, note }) => (hold(target, of, note) ? [of.item] : [])) };
      },
      async releases(target, items) {
        for (const item of items) ofTarget(holder.state, target).held.delete(item);
      },
      async conflicts(target, all) {
        return { conflicts: all.filter((one) => noteConflict(target, one)).length };
      },
      async closedConflicts(target, items) {
        for (const item of items) ofTarget(holder.state, target).conflicts.delete(openKey(item));
      },
      async noteChanges(_target, changes) {
        for (const change of changes)
          switch (change.kind) {
            case 'ignore-held':
              changeHeld(change.id, (held) => ({ ...held, isIgnored: true }));
              break;
            case 'drop-held':
              for (const { held } of targets()) for (const [item, one] of held) if (one.id === String(change.id)) held.delete(item);
              break;
            case 'mask-held':
              changeHeld(change.id, (held) => ({ ...held, title: change.title, write: null }));
              break;
            case 'restored':
              changeConflict(change.id, (one) => ({ ...one, restoredAt: at() }));
              break;
            case 'mask-conflict':
              changeConflict(change.id, (one) => change.values && { ...one, ...change.values });
              break;
          }
      },
    },
  };
}

export const isDue = ({ nextTryAt }: StoredHeld, now: number): boolean =>
  nextTryAt !== null && (Date.parse(nextTryAt) <= now || Date.parse(nextTryAt) > now + 2 * 3_600_000);

/** An open conflict is one per item, brought up to date; a decided one is history. */
const openKey = (item: string): string => `open ${item}`;
