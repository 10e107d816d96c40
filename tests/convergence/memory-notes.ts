import type { HeldItem } from '../../src/contracts';
import type { StoredConflict, StoredHeld, SyncStore, Target } from '../../server/src/stores/port';
import { frozen, ofTarget, type State, type TargetState } from './state';

type NoteStore = Pick<SyncStore, 'hold' | 'release' | 'noteConflict' | 'closeConflicts' | 'held' | 'conflicts' | 'ignore' | 'dropHeld' | 'scrubHeld' | 'markRestored' | 'scrubConflict' | 'log' | 'logged' | 'recordRun' | 'recordQuiet' | 'findRun' | 'runs'>;

/** Held items, conflicts and reports in memory. */
export function memoryNotes(holder: { state: State }, now: () => number): NoteStore {
  const at = () => new Date(now()).toISOString();
  const openKey = (item: string) => `open ${item}`;
  const meant = ({ user, resource }: { user?: string; resource?: string }): [Target, TargetState][] =>
    [...holder.state.targets].flatMap(([key, state]): [Target, TargetState][] => {
      const [of, which] = key.split('|') as [string, Target['resource']];
      return (user === undefined || of === user) && (resource === undefined || which === resource) ? [[{ user: of, resource: which }, state]] : [];
    });
  const store: NoteStore = {
    async hold(target, { item, title }, note) {
      const { held } = ofTarget(holder.state, target);
      const known = held.get(item);
      const { side, code, message } = note;
      held.set(item, frozen<HeldItem>({ id: known?.id ?? String(holder.state.nextId++), ...target, side, code, message, title, since: known?.since ?? at(), nextTryAt: null }));
      return !known;
    },
    async release(target, items) {
      for (const item of items) ofTarget(holder.state, target).held.delete(item);
    },
    async noteConflict(target, item, note) {
      const { conflicts } = ofTarget(holder.state, target);
      const isOpen = note.decided === null;
      if (!isOpen) conflicts.delete(openKey(item));
      const id = String(holder.state.nextId++);
      const key = isOpen ? openKey(item) : `decided ${id}`;
      const known = conflicts.get(key);
      conflicts.set(key, frozen({ id: known?.id ?? id, item, at: known?.at ?? at(), note }));
      return !known;
    },
    async closeConflicts(target, items) {
      for (const item of items) ofTarget(holder.state, target).conflicts.delete(openKey(item));
    },
    // Who asks for notes, decides and reads the log is a person; no run does.
    ignore: async () => undefined,
    dropHeld: async () => undefined,
    scrubHeld: async () => undefined,
    markRestored: async () => undefined,
    scrubConflict: async () => undefined,
    log: async () => undefined,
    logged: async () => [],
    held: async (of) =>
      meant(of)
        .flatMap(([, { held }]) => [...held].map(([item, one]): StoredHeld => ({ ...one, documentId: item, microsoftId: null, write: null, isIgnored: false })))
        .sort((a, b) => Number(b.id) - Number(a.id)),
    conflicts: async (of) =>
      meant(of)
        .flatMap(([target, { conflicts }]) => [...conflicts.values()].map(({ id, item, at: noted, note: { decided, fields, base, strapi, microsoft } }): StoredConflict => ({ id, ...target, fields: [...fields], base, strapi, microsoft, at: noted, decided: decided && { ...decided, at: noted }, documentId: item, microsoftId: null, restoredAt: null })))
        .filter(({ decided }) => of.decided === undefined || of.decided === (decided !== null))
        .sort((a, b) => Number(b.id) - Number(a.id)),
    async recordRun(target, report) {
      ofTarget(holder.state, target).runs.set(report.run, frozen(report));
    },
    async recordQuiet(all) {
      for (const { report } of all) ofTarget(holder.state, report).runs.set(report.run, frozen(report));
    },
    findRun: async (run) => [...holder.state.targets.values()].map(({ runs }) => runs.get(run)).find(Boolean) ?? null,
    runs: async ({ limit, ...of }) => meant(of).flatMap(([, { runs }]) => [...runs.values()].reverse()).slice(0, limit),
  };
  return store;
}
