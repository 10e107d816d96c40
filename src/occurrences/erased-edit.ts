/** A changed rule takes Microsoft's exceptions away (graph-facts §1.9), and its answer counts: what that has undone of one date is kept as a loser. */
import { fields } from '../calendar/fields';
import type { EventValues } from '../calendar/values';
import { changedFields } from '../sync/decide-deletion';
import { valuesOn } from './values-on';

/**
 * The fields that somebody had edited on this date of the series and that say something else now. `held`: what the entry held; `now`: what it is to
 * hold, on whichever date it is by now.
 */
export function erasedEdit(of: { before: EventValues; date: string; held: EventValues; now: EventValues }): readonly string[] {
  const plain = valuesOn(of.before, of.date, new Map());
  const differ = (one: EventValues, other: EventValues): readonly string[] => changedFields(fields, { ...one }, { ...other }, 'both');
  const undone = new Set(differ(of.held, of.now));
  return differ(plain, of.held).filter((field) => undone.has(field));
}
