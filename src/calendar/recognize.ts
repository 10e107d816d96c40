/** How an event is shown, placed in time and recognized. */
import type { Span, Values } from '../sync/resource';
import { asEvent } from './as-event';

export function span(values: Values): Span {
  const { start, end } = asEvent(values);
  return { start, end };
}

export function title(values: Values): string {
  return asEvent(values).subject;
}

/** Same subject at the same time; events without a subject are too alike to be matched. */
export function fingerprint(values: Values): string | null {
  const { subject, start, end, isAllDay } = asEvent(values);
  const name = subject.normalize('NFC').toLowerCase();
  return name === '' ? null : [name, start.slice(0, 19), end.slice(0, 19), isAllDay ? 'all-day' : 'timed'].join('|');
}
