import type { StoredLink } from '../../storage/port';
import type { Plan } from '../changes/from-decision';
import type { RunContext } from '../context';
import type { Page } from './page';
import { planDate } from './plan-date';
import type { SeriesOnPage } from './series-of-dates';
import { isOlder, markOf } from './states';

/**
 * Where Strapi is the source: what people in Microsoft have made of exceptions is known, so that it is kept as the loser when it goes with its entry. Of
 * what is none any more the address is forgotten, and with it its version, at which every write would be refused.
 */
export async function planAtSource(
  run: RunContext,
  plan: Plan,
  series: readonly SeriesOnPage[],
  { page, dates }: { readonly page: Page; readonly dates: readonly StoredLink[] },
): Promise<void> {
  const links = new Map(dates.flatMap((link) => (link.state === 'linked' && link.documentId !== null ? [[link.microsoftId, link]] : [])));
  const current = series.filter(({ link, reading }) => link?.state === 'linked' && (page.isFresh || !isOlder(reading, link)));
  const whole = new Map(current.flatMap((one) => (one.reading.parts === null ? [] : [[one.reading.microsoftId, one]])));
  for (const { id, part, facts } of links.values()) {
    const one = whole.get(part?.of ?? '');
    if (one && part && facts.address && !one.exceptions.has(part.key) && !one.unread.has(part.key))
      plan.changes.linkChanges.push({ id, changes: { etag: null, facts: { ...facts, address: null } } });
  }
  const known = current
    .flatMap(({ exceptions, home }) => [...exceptions.values()].map((reading) => ({ reading, home })))
    .flatMap(({ reading, home }) => {
      const link = links.get(reading.microsoftId);
      return link ? [{ reading, home, link, name: link.documentId ?? '' }] : [];
    });
  if (known.length === 0) return;
  const names = known.map(({ name }) => name);
  const [rows, marks] = [await run.items.read(names), await run.store.marksOf(run.target, names)];
  const { isReadOnly } = page.collection;
  for (const { reading, home, link, name } of known) {
    const mark = markOf(marks, link);
    const row = rows.get(name) ?? null;
    if (row || mark?.sawDelete) planDate(run, plan, { reading, link, row, mark, home, isReadOnly, before: null });
  }
}
