import type { NamedSeries } from '../contracts';
import type { Values } from '../sync/resource';
import { asEvent } from './as-event';
import { ruleStart } from './series-clock';

/** What is needed to say in words which series it is; null: it is none. A task that recurs is one item, without a start that its rule is read by. */
export function seriesNamed(values: Values): NamedSeries | null {
  if (typeof values['recurrence'] !== 'string' || typeof values['start'] !== 'string') return null;
  const { subject, recurrence, ...times } = asEvent(values);
  return recurrence === null ? null : { title: subject, rule: recurrence, start: ruleStart(times) };
}
