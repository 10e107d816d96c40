import { addressOf, isNameOfSeries } from '../../../../src/sync/entry-id';
import type { ResourceDefinition, Values } from '../../../../src/sync/resource';
import type { LocalItems, LocalRow, StoredLink, SyncStore, Target } from '../../storage/port';

interface Of {
  readonly target: Target;
  readonly definition: ResourceDefinition;
  /** The column that names what a part belongs to; null: there are no parts, and no series. */
  readonly column: string | null;
}

/**
 * In a home without rules each date of a series has an entry, and none of its attributes says so: the links do. Here such an entry gets the columns that
 * an exception has, and its series is a row made of what was agreed of it; so the engine sees a series with exceptions, as everywhere. What has the
 * name of a series is never written. Where a target has no such series, that is asked for once.
 */
export function withRowsOfDates(given: SyncStore, items: LocalItems, of: Of): { store: SyncStore; items: LocalItems } {
  const { target, definition, column } = of;
  let areThere: Promise<boolean> | null = column === null ? Promise.resolve(false) : null;
  const isSeries = ({ occurrence }: { readonly occurrence?: StoredLink['occurrence'] }): boolean => occurrence === 'series';
  const store: SyncStore = {
    ...given,
    async commit(to, changes) {
      if (changes.newLinks?.some(isSeries) || changes.linkChanges?.some((one) => isSeries(one.changes))) areThere = Promise.resolve(true);
      return given.commit(to, changes);
    },
  };
  const hasSeries = (): Promise<boolean> => (areThere ??= store.seriesOfDates(target, 0, 1).then((links) => links.length > 0));

  async function withPlaces(rows: readonly LocalRow[]): Promise<LocalRow[]> {
    const ids = rows.flatMap(({ documentId }) => (addressOf(documentId).home === '' ? [] : [documentId]));
    if (ids.length === 0 || !(await hasSeries())) return [...rows];
    const links = await store.linksByDocumentId(target, ids);
    const dates = [...links.values()].filter(({ occurrence, part }) => occurrence === 'date' && part !== null);
    if (dates.length === 0) return [...rows];
    const series = await store.linksByMicrosoftId(target, [...new Set(dates.flatMap(({ part }) => part?.of ?? []))]);
    const known = new Map<string, Series>();
    return rows.map((row) => {
      const part = links.get(row.documentId)?.occurrence === 'date' ? links.get(row.documentId)?.part : null;
      const link = part ? series.get(part.of) : undefined;
      if (!part || !link?.documentId || link.occurrence !== 'series') return row;
      const whole = known.get(part.of) ?? seriesIn(link, []);
      known.set(part.of, whole);
      const { originalStart } = definition.parts?.base(link.base, part.key) ?? {};
      return { ...row, row: { ...row.row, [column ?? '']: whole.row, originalStart } };
    });
  }

  interface Series {
    readonly row: Readonly<Record<string, unknown>>;
  }
  function seriesIn(link: StoredLink, cancelled: readonly string[]): Series {
    const values = withoutDates(link.base, cancelled);
    const columns = definition.rowForStrapi(values, Object.keys(definition.fields));
    return { row: { ...columns, documentId: link.documentId } };
  }
  /** The series that have these names, without the dates that are to be cancelled. */
  async function seriesNamed(names: readonly string[]): Promise<LocalRow[]> {
    const links = [...(await store.linksByDocumentId(target, names)).values()].filter(isSeries);
    if (links.length === 0) return [];
    const parts = await store.linksOfParts(
      target,
      links.flatMap(({ microsoftId }) => microsoftId ?? []),
    );
    return links.map((link): LocalRow => {
      const cancelled = parts.flatMap(({ part, state, facts }) =>
        part?.of === link.microsoftId && state === 'linked' && facts.isToCancel ? [part.key] : [],
      );
      return { id: 0, documentId: link.documentId ?? '', owner: target.user, ...seriesIn(link, cancelled) };
    });
  }
  const entriesOf = (ids: readonly string[]): string[] => ids.filter((id) => !isNameOfSeries(id));

  return {
    store,
    items: {
      ...items,
      lockable: (ids) => items.lockable(entriesOf(ids)),
      async read(ids) {
        const names = ids.filter(isNameOfSeries);
        const entries = await withPlaces([...(await items.read(entriesOf(ids))).values()]);
        const all = names.length > 0 ? [...entries, ...(await seriesNamed(names))] : entries;
        return new Map(all.map((row) => [row.documentId, row]));
      },
      ofOwner: async (user, after, limit) => withPlaces(await items.ofOwner(user, after, limit)),
      holding: async (user, criteria) => withPlaces(await items.holding(user, criteria)),
      partsOf: (ids) => items.partsOf(entriesOf(ids)),
      update: async (id, data) => (isNameOfSeries(id) ? false : items.update(id, data)),
      remove: async (id) => (isNameOfSeries(id) ? undefined : items.remove(id)),
    },
  };
}

function withoutDates(values: Values, dates: readonly string[]): Values {
  const excluded = (values['excludedDates'] ?? []) as readonly string[];
  return { ...values, excludedDates: [...new Set([...excluded, ...dates])].sort() };
}
