import type { NamedSeries } from '../contracts';
import type { Values } from '../sync/resource';
import { asEvent } from './as-event';
import { ruleStart } from './series-clock';

/** What is needed to say in words which series it is; null: it is none. */
export function seriesNamed(values: Values): NamedSeries | null {
  const { subject, recurrence, ...times } = asEvent(values);
  return typeof recurrence === 'string' ? { title: subject, rule: recurrence, start: ruleStart(times) } : null;
}
