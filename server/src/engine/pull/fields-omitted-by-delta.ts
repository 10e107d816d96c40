import type { RemoteItem, RemoteReading } from '../../../../src/sync/resource';
import type { RunContext } from '../context';

/** So many are asked for by themselves, and none had more than the list had told: then the list is believed in this run. */
const ENOUGH_ASKED = 100;

/** Whether lists keep silent about what items have, as far as a run has found out: items asked for by themselves, and whether one had more. */
export interface ListTrust {
  readonly asked: number;
  readonly areSilent: boolean;
}
export const untried: ListTrust = { asked: 0, areSilent: false };

export interface OmittedFields {
  /** Items to be read by themselves. */
  readonly ids: readonly string[];
  /** After that those that are to be read as well, since the list was found to keep silent. */
  readonly more: (wholes: ReadonlyMap<string, readonly RemoteReading[]>) => readonly string[];
  /** After that. */
  readonly trust: () => ListTrust;
}

/**
 * Items of which the list does not tell something that we hold of them: only the item itself says whether it is gone (graph-facts §2.4). Nor does
 * anything else say whether a version that nobody knows yet has it; where lists do tell, an import of thousands is not to ask for each.
 */
export async function fieldsOmittedByDelta(
  run: RunContext,
  readings: readonly RemoteReading[],
  { bringsIn, trust }: { bringsIn: boolean; trust: ListTrust },
): Promise<OmittedFields> {
  const { fields } = run.resource.definition;
  const items = readings.flatMap((reading) => (reading.kind === 'item' && untold(reading).length > 0 ? [reading] : []));
  if (items.length === 0) return { ids: [], more: () => [], trust: () => trust };
  const links = await run.store.linksByMicrosoftId(
    run.target,
    items.map(({ microsoftId }) => microsoftId),
  );
  const differs = (item: RemoteItem, other: RemoteItem['values']) =>
    untold(item).some((field) => !fields[field]?.isEqual(other[field], item.values[field]));
  const held = items.filter((item) => differs(item, links.get(item.microsoftId)?.base ?? item.values));
  const isKnown = ({ microsoftId, etag }: RemoteItem) => (links.has(microsoftId) ? links.get(microsoftId)?.etag === etag : !bringsIn);
  const known = new Set(held);
  const unknown = items.filter((item) => item.mayHaveMore && !known.has(item) && !isKnown(item));
  const asked = trust.areSilent ? unknown : unknown.slice(0, Math.max(0, ENOUGH_ASKED - trust.asked));
  let { areSilent } = trust;
  return {
    ids: idsOf([...held, ...asked]),
    more(wholes) {
      areSilent ||= asked.some((item) => {
        const whole = wholes.get(item.microsoftId)?.[0];
        return whole?.kind === 'item' && differs(item, whole.values);
      });
      return areSilent ? idsOf(unknown.slice(asked.length)) : [];
    },
    trust: () => ({ asked: trust.asked + asked.length, areSilent }),
  };
}

/** What is null was not asked for, and the item itself would not tell it either. */
export const untold = ({ unread = [], values }: RemoteItem): readonly string[] => unread.filter((field) => values[field] !== null);

const idsOf = (items: readonly RemoteItem[]): string[] => items.map(({ microsoftId }) => microsoftId);
