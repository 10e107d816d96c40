import type { View } from './Grid';

const views: readonly View[] = ['month', 'week', 'workWeek', 'day', 'agenda'];
export const isView = (text: string | null): text is View => views.some((view) => view === text);

/** What somebody chose to look at, kept in this browser: nothing of it is about anybody else. */
export interface Choices {
  /** ids of the people whose calendars are on; null: one's own, where there is one. */
  readonly people: readonly string[] | null;
  readonly zone: string | null;
  readonly secondZone: string | null;
}
const KEY = 'microsoft-sync.calendar';
const none: Choices = { people: null, zone: null, secondZone: null };

export function readChoices(storage: Pick<Storage, 'getItem'>): Choices {
  try {
    const found: unknown = JSON.parse(storage.getItem(KEY) ?? '{}');
    if (typeof found !== 'object' || found === null) return none;
    const { people, zone, secondZone } = found as Record<string, unknown>;
    return {
      people: Array.isArray(people) ? people.filter((id) => typeof id === 'string') : null,
      zone: zoneOrNull(zone),
      secondZone: zoneOrNull(secondZone),
    };
  } catch {
    return none; // written by something else, or kept from us
  }
}

export function keepChoices(storage: Pick<Storage, 'setItem'>, choices: Choices): void {
  try {
    storage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // Full, or kept from us: then they hold until the page is left.
  }
}

function zoneOrNull(value: unknown): string | null {
  return typeof value === 'string' && Intl.supportedValuesOf('timeZone').concat('UTC').includes(value) ? value : null;
}
