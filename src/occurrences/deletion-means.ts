/** What deleting an entry in Strapi will do in Microsoft, for whoever is about to: the very decisions that a run would make of it. */
import { asEvent } from '../calendar/as-event';
import type { Because } from '../contracts/reasons';
import { decide } from '../sync/decide';
import type { Decision } from '../sync/decision';
import type { Link } from '../sync/link';
import type { LocalItem, ResourceDefinition } from '../sync/resource';
import type { ResourceSettings } from '../sync/situation';
import { laterDateOf } from './dates-of-series';
import type { Days } from './days';
import { knownDate } from './known-date';
import { whyRemembered } from './cancelled-or-remembered';

export interface DeletionMeans {
  readonly does: 'cancels-date' | 'cancels-last-date' | 'deletes-series' | 'deletes-item' | 'nothing';
  /** Whom Microsoft would tell. */
  readonly mails: readonly string[];
  /** It is held until somebody lets Microsoft tell them. */
  readonly waits: boolean;
  /** Of nothing. */
  readonly why: Because | null;
}

interface Entry {
  readonly definition: ResourceDefinition;
  readonly settings: ResourceSettings;
  readonly link: Link;
  /** Of an occurrence that has an entry of its own: the link of its series. */
  readonly series: Link | null;
  /** Its calendar or list can only be read. */
  readonly isReadOnly: boolean;
  /** Of such an occurrence in a home without rules, for a clean-up beyond them cancels nothing; null: its home has rules. */
  readonly days: Days | null;
  /** On the clock of the mailbox. */
  readonly today: string;
}

export function deletionMeans(entry: Entry): DeletionMeans {
  const { link, series } = entry;
  if (link.facts.isApart) return nothing('deleted-while-apart');
  const isSeries = entry.definition.parts?.areIn(link.base) === true;
  if (series === null) return asDecided(deletionOf(entry, link), isSeries ? 'deletes-series' : 'deletes-item');
  if (link.facts.open.length > 0) return asDecided(deletionOf(entry, link), 'cancels-date'); // somebody is asked about it
  const values = asEvent(series.base);
  const { date, standsOn } = knownDate(link, values);
  const why = whyRemembered('deleted', { ...entry, ...entry.settings, isOwn: series.facts.isOwn, standsOn, days: entry.days ?? always });
  if (why !== null) return nothing(why);
  const isLast = laterDateOf(values, entry.today, date) === null;
  return asDecided(withoutDate(entry, series, date), isLast ? 'cancels-last-date' : 'cancels-date');
}

const always: Days = { from: '0000-01-01', to: '9999-12-31' };

const deletionOf = ({ definition, settings, isReadOnly }: Entry, link: Link): Decision =>
  decide({ definition, settings, isReadOnly, link, local: { kind: 'deleted' }, remote: { kind: 'as-agreed' } });

/** The series is written without it. */
function withoutDate({ definition, settings, isReadOnly }: Entry, series: Link, date: string): Decision {
  const excludedDates = [...new Set([...asEvent(series.base).excludedDates, date])].sort();
  const values = { ...series.base, excludedDates };
  const item: LocalItem = { kind: 'item', documentId: series.documentId ?? '', part: null, values, isOwn: true, editedAt: '' };
  return decide({ definition, settings, isReadOnly, link: series, local: { kind: 'item', item }, remote: { kind: 'as-agreed' } });
}

function asDecided({ microsoft, hold, why }: Decision, does: DeletionMeans['does']): DeletionMeans {
  if (hold?.write) return { does, mails: hold.write.mails, waits: true, why: null };
  if (microsoft.kind === 'delete' || microsoft.kind === 'update') return { does, mails: microsoft.mails, waits: false, why: null };
  return nothing(hold?.message ?? why);
}

const nothing = (why: Because): DeletionMeans => ({ does: 'nothing', mails: [], waits: false, why });
