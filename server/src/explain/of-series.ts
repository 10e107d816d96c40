import { calendar } from '../../../src/calendar/definition';
import { parts } from '../../../src/calendar/parts';
import { seriesNamed } from '../../../src/calendar/series-named';
import type { Resource } from '../../../src/contracts';
import type { Explanation } from '../../../src/contracts/http';
import { reasonOf } from '../../../src/contracts/reasons';
import { daysWithEntries } from '../../../src/occurrences/days';
import { deletionMeans } from '../../../src/occurrences/deletion-means';
import type { SettingsOfResource } from '../../../src/settings/of-resource';
import { tasksIn } from '../../../src/tasks/definition';
import { dateOf, graphZone, toLocal } from '../../../src/time';
import type { StoredLink } from '../storage/port';

interface Of {
  readonly resource: Resource;
  readonly link: StoredLink | null;
  /** Of an occurrence: that of its series. */
  readonly owner: StoredLink | null;
  readonly isReadOnly: boolean;
  readonly settings: SettingsOfResource;
  /** For how many days ahead dates have entries in its home; null: it is one with rules. */
  readonly occurrenceDays: number | null;
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The series that an entry is, or is an occurrence of, and what deleting the entry will do in Microsoft. */
export function ofSeries({ resource, link, owner, isReadOnly, settings, ...of }: Of): Pick<Explanation, 'series' | 'deletion'> {
  if (link?.state !== 'linked' || (link.part && owner?.state !== 'linked')) return { series: null, deletion: null };
  const { does, mails, waits, why } = deletionMeans({
    definition: resource === 'calendar' ? calendar : tasksIn({ timeZone: of.timeZone }),
    settings: settings.sync,
    link,
    series: owner,
    isReadOnly,
    days: link.occurrence === 'date' ? daysOf(settings, of) : null,
    today: dateOf(toLocal(new Date(of.now).toISOString(), graphZone(of.timeZone))),
  });
  const { invitations } = settings.sync;
  const tells = waits ? (invitations === 'never' ? 'never' : 'when-approved') : 'at-once';
  return {
    series: seriesNamed((owner ?? link).base),
    deletion: { does, reason: why === null ? null : reasonOf(why), mails: mails.length, tells },
  };
}

/** The occurrence that it stands for. */
export const originalStartOf = (link: StoredLink | null, owner: StoredLink | null): unknown =>
  link?.part && owner ? parts.base(owner.base, link.part.key)['originalStart'] : null;

const USUAL = 60;
const daysOf = ({ window }: SettingsOfResource, { occurrenceDays, timeZone, now }: Pick<Of, 'occurrenceDays' | 'timeZone' | 'now'>) =>
  daysWithEntries({ now, timeZone, pastDays: window.pastDays, occurrenceDays: Math.min(occurrenceDays ?? USUAL, window.futureDays) });
