import { RESOURCES, type Resource, type RunReport, type SyncService } from '../../../src/contracts';
import { addressOf, isNameOfSeries } from '../../../src/sync/entry-id';
import type { Leases } from '../engine/lease/port';
import { bringBack, waitingDeletions } from '../review/waiting-deletions';
import type { ReviewDeps } from '../review/dependencies';
import type { Target } from '../storage/port';

export interface DeletionsDeps {
  readonly review: ReviewDeps;
  readonly leases: Pick<Leases, 'states'>;
  readonly uidOf: (resource: Resource, home: string) => string;
  readonly runNow: (targets: readonly Target[]) => Promise<RunReport[]>;
}

/** What waits behind the guard, and the way back. What nobody has stopped is neither listed nor brought back. */
export function createDeletions({ review, leases, uidOf, runNow }: DeletionsDeps): Pick<SyncService, 'deletions' | 'bringBack'> {
  const stopped = async (user: string, resource: Resource | undefined): Promise<Target[]> => {
    const states = await leases.states({ users: [user] });
    const waiting = new Set(
      states.flatMap(({ target, waitingRun, waitsForStart }) => (waitingRun !== null && !waitsForStart ? [target.resource] : [])),
    );
    return RESOURCES.filter((one) => waiting.has(one) && (resource ?? one) === one).map((one) => ({ user, resource: one }));
  };
  return {
    async deletions({ user, resource, page = 1, pageSize = 25 }) {
      const found = [];
      for (const target of await stopped(user, resource)) {
        const opened = await review.open(target);
        const { definition } = opened.places;
        for (const { side, link } of await waitingDeletions(review, target, opened)) {
          const { home, documentId } = link.documentId === null ? { home: '', documentId: null } : addressOf(link.documentId);
          const hasEntry = side === 'strapi' && link.documentId !== null && !isNameOfSeries(link.documentId);
          found.push({
            resource: target.resource,
            side,
            title: definition.title(link.base) || '',
            uid: hasEntry ? uidOf(target.resource, home) : null,
            documentId: hasEntry ? documentId : null,
            microsoftId: side === 'microsoft' ? link.microsoftId : null,
          });
        }
      }
      const sides = { strapi: 0, microsoft: 0 };
      for (const { side } of found) sides[side] += 1;
      return { items: found.slice((page - 1) * pageSize, page * pageSize), page, pageSize, total: found.length, sides };
    },
    async bringBack({ user, resource }) {
      const targets = await stopped(user, resource);
      for (const target of targets) await bringBack(review, target);
      return { runs: targets.length === 0 ? [] : await runNow(targets) };
    },
  };
}
