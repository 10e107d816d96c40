import { because } from '../../../../src/contracts/reasons';
import { asEvent } from '../../../../src/calendar/as-event';
import { erasedEdit } from '../../../../src/occurrences/erased-edit';
import { decide } from '../../../../src/sync/decide';
import type { RemoteItem, Values } from '../../../../src/sync/resource';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import { endApart, isGoneApart } from '../changes/apart';
import { addDecision, type Plan } from '../changes/from-decision';
import type { RunContext } from '../context';
import { keepOut, leaveAlone } from './home-of-item';
import { localState, maskedState } from './states';

export interface DateToPlan {
  /** As Microsoft has it now. */
  readonly reading: RemoteItem;
  readonly link: StoredLink | null;
  readonly row: LocalRow | null;
  readonly mark: Mark | null;
  readonly home: string;
  readonly isReadOnly: boolean;
  /** What was agreed of the series, and which date of it this was; null: it is new. */
  readonly before: { readonly series: Values; readonly key: string } | null;
  /** Microsoft had an exception there. */
  readonly wasException?: boolean;
}

/** What one date of a series means for its entry. Microsoft alone makes dates, and whatever it says of one that stands is judged like any item. */
export function planDate(run: RunContext, plan: Plan, { wasException = false, ...date }: DateToPlan): void {
  const { reading, link, row, mark, home, isReadOnly, before } = date;
  const { definition } = run.resource;
  const { changes } = plan;
  if (row?.standing === 'apart') return leaveAlone(plan, { reading, link, because: 'isApart' });
  if (link && isGoneApart(link, row)) return void endApart(run, changes, link);
  if (!run.items.homes.canHold(row?.documentId ?? `${home}|`, { ...reading.values, originalStart: null }))
    return leaveAlone(plan, { reading, link, because: 'isBeyond' });
  const remote = maskedState(run, reading, link);
  if (remote === null || remote.masked.length > 0) {
    if (link && row) keepOut(run, plan, { reading, link, row });
    else leaveAlone(plan, { reading, link });
    return;
  }
  const local = localState(run, row, link, mark);
  if (local === null) {
    changes.counts.leftAlone += 1;
    return;
  }
  const held = row && (!link || link.facts.unmerged === 'all') ? run.items.homes.asHeld(row.documentId, remote.item.values) : null;
  const decision = decide({
    definition,
    settings: run.settings,
    link,
    local,
    remote,
    isReadOnly,
    whole: 'stands',
    ...(held ? { asHeld: held } : {}),
  });
  const why = because('date-of-series', { why: decision.why, series: definition.title(reading.values) });
  addDecision(run, plan, { decision: { ...decision, why }, link, row, remote: remote.item, home });
  if (wasException && reading.address === null && link && row && before) keepErased(run, plan, { link, row, reading, before });
}

/** Another rule has taken Microsoft's exception away, and its answer counts: what somebody had made of that date is kept as the loser. */
function keepErased(
  run: RunContext,
  { changes }: Plan,
  { link, row, reading, before }: { link: StoredLink; row: LocalRow; reading: RemoteItem; before: NonNullable<DateToPlan['before']> },
): void {
  const fields = erasedEdit({
    before: asEvent(before.series),
    date: before.key,
    held: asEvent(link.base),
    now: asEvent(reading.values),
  });
  if (fields.length === 0) return;
  const decided = { by: run.settings.conflictResolution, winner: 'microsoft' as const };
  const note = { fields, base: run.resource.definition.parts?.base(before.series, before.key) ?? null, strapi: link.base, microsoft: reading.values, decided }; // prettier-ignore
  changes.conflicts.push({ item: row.documentId, note });
}
