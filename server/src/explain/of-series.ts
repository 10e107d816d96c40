import { asEvent } from '../../../src/calendar/as-event';
import { parts } from '../../../src/calendar/parts';
import { seriesNamed } from '../../../src/calendar/series-named';
import { occurrenceDate } from '../../../src/calendar/series-clock';
import type { Explanation } from '../../../src/contracts/http';
import { daysWithEntries } from '../../../src/occurrences/days';
import { deletionMeans } from '../../../src/occurrences/deletion-means';
import type { SettingsOfResource } from '../../../src/settings/of-resource';
import type { StoredLink } from '../storage/port';

interface Of {
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
export function ofSeries({ link, owner, isReadOnly, settings, ...of }: Of): Pick<Explanation, 'series' | 'deletion'> {
  if (link?.state !== 'linked') return { series: null, deletion: null };
  const whole = owner ?? link;
  const values = asEvent(whole.base);
  const isOfSeries = typeof values.recurrence === 'string';
  const { wouldMail, isOwn } = whole.facts;
  const does = deletionMeans({
    direction: settings.sync.direction,
    isOwn: isOwn && !isReadOnly,
    isSeries: isOfSeries,
    date: link.part ? { standsOn: dayOf(link, values.timeZone), days: link.occurrence === 'date' ? daysOf(settings, of) : null } : null,
  });
  return {
    series: seriesNamed(whole.base),
    deletion: { does, mails: does === 'nothing' ? 0 : wouldMail.length, invitations: settings.sync.invitations },
  };
}

/** The occurrence that it stands for. */
export const originalStartOf = (link: StoredLink | null, owner: StoredLink | null): unknown =>
  link?.part && owner ? parts.base(owner.base, link.part.key)['originalStart'] : null;

function dayOf({ base, part }: StoredLink, timeZone: string | null): string {
  const { start, isAllDay } = asEvent(base);
  return typeof start === 'string' ? occurrenceDate(start, timeZone, isAllDay) : (part?.key ?? '');
}

const USUAL = 60;
const daysOf = ({ window }: SettingsOfResource, { occurrenceDays, timeZone, now }: Pick<Of, 'occurrenceDays' | 'timeZone' | 'now'>) =>
  daysWithEntries({ now, timeZone, pastDays: window.pastDays, occurrenceDays: Math.min(occurrenceDays ?? USUAL, window.futureDays) });
