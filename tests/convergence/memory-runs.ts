import type { RunReport } from '../../src/contracts';
import type { SyncStore, Target } from '../../server/src/storage/port';
import { frozen, ofTarget, type State } from './state';

type RunStore = Pick<SyncStore, 'recordRun' | 'recordQuiet' | 'findRun' | 'runs' | 'logged'>;

const KEPT_MS = 30 * 86_400_000;

/** Reports in memory, and what was done about each item. Runs in a row with nothing to do share one place. */
export function memoryRuns(holder: { state: State }, now: () => number): RunStore {
  function record({ user, resource }: Target, report: RunReport): void {
    const { runs, log, conflicts } = ofTarget(holder.state, { user, resource });
    const isOld = (at: string | undefined) => at !== undefined && Date.parse(at) < now() - KEPT_MS;
    const last = [...runs.values()].at(-1);
    if (last?.outcome === 'nothing-to-do' && report.outcome === 'nothing-to-do') runs.delete(last.run);
    runs.set(report.run, frozen(report));
    for (const [id, { at }] of log) if (isOld(at)) log.delete(id);
    for (const [id, { decided }] of conflicts) if (isOld(decided?.at)) conflicts.delete(id);
  }
  return {
    recordRun: async (target, report) => record(target, report),
    async recordQuiet(all) {
      for (const { target, cursors, report } of all) {
        for (const cursor of cursors) ofTarget(holder.state, target).cursors.set(cursor.collection.id, frozen(cursor));
        record(target, report);
      }
    },
    findRun: async (run) => [...holder.state.targets.values()].map(({ runs }) => runs.get(run)).find(Boolean) ?? null,
    runs: async ({ user, resource, limit }) =>
      [...holder.state.targets]
        .filter(([key]) => key.startsWith(`${user}|`) && (resource === undefined || key.endsWith(`|${resource}`)))
        .flatMap(([, { runs }]) => [...runs.values()])
        .reverse()
        .sort((a, b) => Date.parse(b.finishedAt) - Date.parse(a.finishedAt))
        .slice(0, limit),
    async logged(target, { documentId, microsoftId }) {
      const isMeant = ({ entry: { item } }: { entry: { item: { documentId: string | null; microsoftId: string | null } } }) =>
        (documentId !== null && item.documentId === documentId) || (microsoftId !== null && item.microsoftId === microsoftId);
      return [...ofTarget(holder.state, target).log.values()]
        .filter(isMeant)
        .reverse()
        .slice(0, 20)
        .map(({ at, entry: { side, kind, fields, why, edited = null } }) => ({ at, side, kind, fields, why, edited }));
    },
  };
}
