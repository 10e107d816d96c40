import { asEvent } from '../../../../src/calendar/as-event';
import { hasDate } from '../../../../src/occurrences/dates-of-series';
import { knownDate } from '../../../../src/occurrences/known-date';
import { whyRemembered } from '../../../../src/occurrences/cancelled-or-remembered';
import { decision } from '../../../../src/sync/decision';
import { addressOf } from '../../../../src/sync/entry-id';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import type { ChangeSet } from '../changes/change-set';
import { entriesOf } from '../changes/journal';
import { collectionOf } from '../collections/taking-part';
import type { RunContext } from '../context';
import { daysInHome } from '../occurrences/days-in-home';

interface Removed {
  readonly mark: Mark;
  readonly row: LocalRow | null;
  readonly link: StoredLink;
  /** That of the series is among them. */
  readonly links: ReadonlyMap<string, StoredLink>;
}
export type RemovedDate =
  | { readonly kind: 'settled' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'later' }
  /** Nobody has decided it, or somebody is asked about it: judged like any absence. */
  | {
      readonly kind: 'stands';
      readonly reading: null;
      readonly link: StoredLink;
      readonly owner: StoredLink;
      readonly isOther: false;
      readonly isMoved: false;
    }
  /** The series is to be written without this date first. */
  | { readonly kind: 'cancels'; readonly series: StoredLink; readonly link: StoredLink };

/** What it comes to that the entry of a date is there no more. However it is, that date gets no entry again. */
export function judgeRemovedDate(run: RunContext, changes: ChangeSet, removed: Removed): RemovedDate {
  const owner = [...removed.links.values()].find(({ microsoftId }) => microsoftId === removed.link.part?.of) ?? null;
  return judge(run, changes, removed, owner);
}

function judge(run: RunContext, changes: ChangeSet, { mark, row, link }: Removed, owner: StoredLink | null): RemovedDate {
  if (link.state === 'ended') return { kind: 'settled' };
  if (!owner || owner.state !== 'linked') return { kind: 'drop' };
  const standing = { kind: 'stands', reading: null, link, owner, isOther: false, isMoved: false } as const;
  if (!mark.sawDelete && row?.standing !== 'passed-on') return standing;
  const key = link.part?.key ?? '';
  const series = asEvent(owner.base);
  if (owner.facts.earlyEnd && !hasDate(series, key)) return { kind: 'later' }; // which date of which series it is, only the one that follows tells
  if (series.excludedDates.includes(key) || (!link.facts.address && !hasDate(series, key))) return { kind: 'drop' };
  if (run.settings.direction !== 'microsoft-to-strapi' && link.facts.open.length > 0) return standing;
  if (owner.isStaged) return { kind: 'later' };
  const { isOwn } = owner.facts;
  const { isReadOnly } = collectionOf(run, owner.collection);
  const { direction } = run.settings;
  const days = daysInHome(run, addressOf(owner.documentId ?? '').home);
  const removal = row !== null && row.owner !== run.target.user ? 'given-to-somebody-else' : 'deleted';
  const why = whyRemembered(removal, { direction, isOwn, isReadOnly, standsOn: knownDate(link, series).standsOn, days });
  if (why === null) return { kind: 'cancels', series: owner, link };
  const remembered = decision(why, { link: { kind: 'end' } });
  changes.linkChanges.push({ id: link.id, changes: { state: 'ended' } });
  changes.releases.push(mark.documentId);
  changes.log.push(...entriesOf(run, { decision: remembered, link, row: null, remote: null }));
  return { kind: 'settled' };
}
