import { documentIdOf } from '../../../src/sync/entry-id';
import type { NamedSeries, PlannedAction, Side } from '../../../src/contracts';
import { told } from '../../../src/contracts/reasons';
import type { ResourceDefinition, Values } from '../../../src/sync/resource';
import type { ItemIds } from '../storage/port';

/** A longer plan is not read by a person; what is beyond is counted. */
const MOST_SHOWN = 500;

export interface PlanRecorder {
  record(action: PlannedAction): void;
  titleOf(values: Values | null): string;
  /** Ids of what is shown, as links have them. */
  shown(): readonly ItemIds[];
  /** `seriesOf`: the series that an item is, or is an occurrence of. */
  plan(seriesOf: (ids: ItemIds) => NamedSeries | null): Plan;
}
export interface Plan {
  actions: PlannedAction[];
  /** Of all, those shown and those beyond. */
  total: number;
  counts: Counts;
  /** The same by the side that is written. */
  sides: { [S in Side]: Counts };
}
type Counts = { [K in PlannedAction['kind']]: number };
const none = (): Counts => ({ create: 0, update: 0, delete: 0, link: 0, unlink: 0, hold: 0, conflict: 0 });

/** The plan as it comes about. An item that is judged twice in one run stands in it once, as it was judged last. */
export function createPlanRecorder(
  definition: () => Pick<ResourceDefinition, 'title'> | null,
  uidOf: (id: string) => string,
): PlanRecorder {
  const placeOf = (id: string | null) => (id === null ? { uid: null, documentId: null } : { uid: uidOf(id), documentId: documentIdOf(id) });
  const shown = new Map<string, { readonly action: PlannedAction; readonly ids: ItemIds }>();
  const counts = none();
  const sides = { strapi: none(), microsoft: none() };
  return {
    record(action) {
      const { documentId, microsoftId } = action.item;
      const key = [action.side, action.kind, documentId ?? microsoftId ?? action.item.title].join('|');
      const isKnown = shown.has(key);
      const { words, reason } = told(action.why);
      if (!isKnown) {
        counts[action.kind] += 1;
        sides[action.side][action.kind] += 1;
      }
      if (isKnown || shown.size < MOST_SHOWN)
        shown.set(key, {
          ids: { documentId, microsoftId },
          action: { ...action, why: words, reason, item: { ...action.item, ...placeOf(documentId) } },
        });
    },
    titleOf: (values) => (values && definition()?.title(values)) || '',
    shown: () => [...shown.values()].map(({ ids }) => ids),
    plan: (seriesOf) => ({
      actions: [...shown.values()].map(({ action, ids }) => {
        const series = seriesOf(ids);
        return series === null ? action : { ...action, item: { ...action.item, series } };
      }),
      total: Object.values(counts).reduce((sum, count) => sum + count, 0),
      counts: { ...counts },
      sides: structuredClone(sides),
    }),
  };
}
