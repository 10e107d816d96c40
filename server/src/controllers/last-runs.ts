import { RESOURCES, type RunReport, type SyncService } from '../../../src/contracts';

const MOST = 10;

/** Of each resource, for a calendar that runs every few seconds says nothing of the tasks; the newest first. */
export async function lastRunsOf(sync: Pick<SyncService, 'history'>, user: string): Promise<RunReport[]> {
  const runs = await Promise.all(RESOURCES.map((resource) => sync.history({ user, resource, limit: MOST })));
  return runs.flat().sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}
