import { calendar } from '../../src/calendar/definition';
import type { FieldRule, ResourceDefinition, Values } from '../../src/sync/resource';

/** Two fields of a resource with three values each: all that an item of the small world has. */
export interface Pair {
  readonly name: string;
  readonly definition: ResourceDefinition;
  readonly fields: readonly [string, string];
  /** Each value of the one beside each value of the other, but for those that no reading brings. */
  readonly items: readonly Values[];
  /** What can be masked, or not be written: of a unit all or nothing. */
  readonly protectable: readonly (readonly string[])[];
  /** What somebody can be asked about. */
  readonly askable: readonly (readonly string[])[];
  /** Whether Microsoft's item can have come of the base. */
  readonly canFollow: (base: Values, there: Values) => boolean;
}

const rule = (more: Partial<FieldRule> = {}): FieldRule => ({ writtenBy: 'both', isPersonal: false, isEqual: Object.is, ...more });
const never = (): never => {
  throw new Error('nothing of this is decided by the planner');
};

/** The smallest resource that the planner can be asked about. */
function tiny(fields: Readonly<Record<string, FieldRule>>, problems: ResourceDefinition['problems'] = () => []): ResourceDefinition {
  return {
    resource: 'calendar', uid: 'plugin::microsoft-sync.calendar-event', fields, problems, parts: null,
    readMicrosoft: never, readWhole: never, readStrapi: never, bodyForMicrosoft: never, rowForStrapi: never, mask: never,
    refusals: () => [], span: () => null, title: () => '', fingerprint: () => null, matchCriteria: () => ({ column: 'title', oneOf: [] }),
  }; // prettier-ignore
}

function pair(
  name: string,
  definition: ResourceDefinition,
  values: Readonly<Record<string, readonly [unknown, unknown, unknown]>>,
  { rest = {}, isItem = () => true, ...own }: { rest?: Values; isItem?: (values: Values) => boolean } & Partial<Pair> = {},
): Pair {
  const [first = '', second = ''] = Object.keys(values);
  const [ones = [], others = []] = Object.values(values);
  const items = ones.flatMap((one) => others.map((other) => ({ ...rest, [first]: one, [second]: other }))).filter(isItem);
  const some = [[], [first], [second], [first, second]];
  return { name, definition, fields: [first, second], items, protectable: some, askable: some, canFollow: () => true, ...own };
}

const event: Values = {
  subject: 'Lunch', body: '', start: '2026-03-02T11:00:00.000Z', end: '2026-03-02T12:00:00.000Z', isAllDay: false, timeZone: 'Europe/Berlin', recurrence: null, excludedDates: [], originalStart: null,
  location: '', showAs: 'busy', sensitivity: 'normal', importance: 'normal', categories: [], isReminderOn: false, reminderMinutesBeforeStart: null,
  attendees: [], organizer: null, isOrganizer: true, isCancelled: false, onlineMeetingUrl: null, webLink: null, iCalUId: 'uid',
}; // prettier-ignore

/** A field that mails where people are invited, and a personal one. */
export const mailing = pair('title and mood', tiny({ title: rule(), mood: rule({ isPersonal: true }) }), {
  title: ['a', 'b', 'c'],
  mood: ['red', 'green', 'blue'],
});

/** Two fields of one unit, of which a merge can make nonsense. */
export const united = pair(
  'start and end',
  tiny({ start: rule({ unit: 'time' }), end: rule({ unit: 'time' }) }, ({ start, end }) =>
    Number(end) < Number(start) ? [{ fields: ['start', 'end'], message: 'ends before it starts' }] : [],
  ),
  { start: [1, 3, 5], end: [2, 4, 6] },
  { protectable: [[], ['start', 'end']] },
);

/** Those of a series, with the real rules: dates that are cancelled need a rule, and are merged. */
export const series = pair(
  'rule and cancelled dates of a series',
  calendar,
  {
    recurrence: [null, 'FREQ=WEEKLY;BYDAY=MO;COUNT=5', 'FREQ=WEEKLY;BYDAY=MO;COUNT=7'],
    excludedDates: [[], ['2026-03-09'], ['2026-03-16']],
  },
  {
    rest: event,
    isItem: ({ recurrence, excludedDates }) => recurrence !== null || (excludedDates as string[]).length === 0,
    protectable: [[]], // when something is, nobody hides
    askable: [[], ['recurrence'], ['recurrence', 'excludedDates']],
    // A cancelled occurrence does not come back, unless the rule is another one.
    canFollow: (base, there) =>
      base['recurrence'] !== there['recurrence'] ||
      (base['excludedDates'] as string[]).every((date) => (there['excludedDates'] as string[]).includes(date)),
  },
);

/** A real field that mails, and a real personal one. */
export const real = pair(
  'subject and showAs of an event',
  calendar,
  { subject: ['Lunch', 'Dinner', 'Supper'], showAs: ['busy', 'free', 'oof'] },
  { rest: event, protectable: [[], ['subject']] },
);
