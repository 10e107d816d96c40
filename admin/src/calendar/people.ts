import type { CalendarPerson } from '../../../src/contracts/http-calendar';

/** Tones of the design system that can be told apart in both themes; each has 100 (behind words), 600 and 700. */
export const tones = ['primary', 'success', 'alternative', 'warning', 'secondary', 'danger'] as const;
export type Tone = (typeof tones)[number];

/** In the order in which they are listed, oneself first: who is switched off keeps the tone. */
export function tonesOf(people: readonly Pick<CalendarPerson, 'id'>[]): ReadonlyMap<string, Tone> {
  return new Map(people.map(({ id }, at) => [id, tones[at % tones.length] ?? 'primary']));
}
