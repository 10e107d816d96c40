import type { ItemFacts } from '../contracts';
import type { Home } from './home';

/** Whether a new item of Microsoft's becomes an entry of this home. Throws what a function of the host throws. */
export function accepts({ accepts: given }: Home, facts: ItemFacts): boolean {
  if (given === 'all') return true;
  if (given === 'none') return false;
  if (typeof given === 'function') return given(facts) === true;
  const { categories, calendars, organizer = 'anybody' } = given;
  const isNamed = (names: readonly string[] | undefined, found: readonly string[]): boolean =>
    names === undefined || names.some((name) => found.some((one) => one.toLowerCase() === name.toLowerCase()));
  return isNamed(categories, facts.categories) && isNamed(calendars, [facts.calendar]) && (organizer === 'anybody' || facts.isOrganizer);
}

/** Whether the home can hold an item with these values at all: where it has nothing for a rule or for whole days, it would hold something else. */
export function canHold(home: Home, values: Readonly<Record<string, unknown>>): boolean {
  const lacks = (field: string) => home.says.unheld.includes(field);
  if (home.resource === 'calendar' && lacks('recurrence') && home.occurrenceDays === null && (values['recurrence'] ?? null) !== null)
    return false;
  if (home.resource === 'calendar' && lacks('series') && (values['originalStart'] ?? null) !== null) return false;
  return !(lacks('isAllDay') && values['isAllDay'] === true);
}
