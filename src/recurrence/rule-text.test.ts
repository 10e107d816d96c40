import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { expand } from '../calendar/occurrences';
import { readStrapi as readEvent } from '../calendar/read-strapi';
import { readStrapi as readTask } from '../tasks/read-strapi';

/** However a rule is written, it is the same rule: in what is sent to Outlook and To Do, and in what `calendar.occurrences` shows. */
const event = {
  documentId: 'e',
  subject: 'Stand-up',
  start: '2026-03-02T08:00:00.000Z',
  end: '2026-03-02T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
};
const range = { from: '2026-03-01T00:00:00Z', to: '2026-06-01T00:00:00Z' };
const shown = (recurrence: string) => expand([{ ...event, recurrence }], range).map(({ start }) => start.slice(0, 10));
const sent = (recurrence: string) => {
  const reading = readEvent({ ...event, recurrence });
  return reading.kind === 'item' ? reading.values['recurrence'] : reading.kind === 'unusable' ? reading.code : reading.kind;
};
const sentToDo = (recurrence: string) => {
  const reading = readTask({ documentId: 't', title: 'Water', dueDate: '2026-03-02', recurrence });
  return reading.kind === 'item' ? reading.values['recurrence'] : reading.kind === 'unusable' ? reading.code : reading.kind;
};

it.each([
  ['with its name and a blank', 'RRULE: FREQ=WEEKLY;COUNT=3'],
  ['with a blank before the colon', 'RRULE :FREQ=WEEKLY;COUNT=3'],
  ['with blanks behind ;', 'FREQ=WEEKLY; COUNT=3'],
  ['with blanks everywhere', '  FREQ = WEEKLY ;\tCOUNT = 3 ; '],
  ['in small letters', 'rrule:freq=weekly;count=3'],
  ['with ; at both ends', ';FREQ=WEEKLY;;COUNT=3;'],
  ['on two lines', 'FREQ=WEEKLY;\nCOUNT=3'],
  ['on two lines without ;', 'FREQ=WEEKLY\nCOUNT=3\n'],
  ['on two lines, the other way about', 'COUNT=3\r\nFREQ=WEEKLY'],
  ['under its name', 'RRULE:\nFREQ=WEEKLY;COUNT=3'],
  ['folded as calendar files are', 'RRULE:FREQ=WEEK\r\n LY;COU\r\n\tNT=3'],
  ['with blanks of a web page', '\ufeffFREQ=WEEKLY;\u00a0COUNT=3'],
])('%s', (_, rule) => {
  expect(shown(rule)).toEqual(['2026-03-02', '2026-03-09', '2026-03-16']);
  expect(sent(rule)).toBe('FREQ=WEEKLY;BYDAY=MO;WKST=MO;COUNT=3');
  expect(sentToDo(rule)).toBe('FREQ=WEEKLY;BYDAY=MO;WKST=MO;COUNT=3');
});

describe('what is no rule for one is none for any, and happens once', () => {
  it.each([
    'FREQ=DAILY;FREQ=DAILY', 'FREQ=DAILY;COUNT=2;COUNT=3', 'FREQ=DAILY;COUNT=0', 'FREQ=DAILY;COUNT=2;UNTIL=20260310', 'FREQ=DAILY;INTERVAL=0', 'FREQ=WEEKLY;BYDAY=XX', 'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=DAILY;X-OWN=1', 'FREQ=DAILY;UNTIL=20260231', 'every week', 'FREQ:WEEKLY', 'COUNT=3', ';', 'FREQ=WEEKLY,COUNT=3', 'FREQ=MONTHLY;BYMONTHDAY=0',
  ])('%s', (rule) => {
    expect(shown(rule)).toEqual(['2026-03-02']);
    expect([sent(rule), sentToDo(rule)]).toEqual(['invalid-value', 'invalid-value']);
  }); // prettier-ignore
});

it('what Outlook cannot hold is held, and shown as the rule says', () => {
  const rule = 'freq=monthly; bymonthday=2,16; count=4';
  expect(shown(rule)).toEqual(['2026-03-02', '2026-03-16', '2026-04-02', '2026-04-16']);
  expect([sent(rule), sentToDo(rule)]).toEqual(['rule-not-expressible', 'rule-not-expressible']);
});

it('property: blanks, letter case, line breaks and idle ; change nothing', () => {
  const rules = [
    'FREQ=DAILY;INTERVAL=2;COUNT=5',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU;UNTIL=20260501T080000Z',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1',
    'FREQ=MONTHLY;BYMONTHDAY=2;UNTIL=20260502',
    'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=2',
    'FREQ=WEEKLY;BYDAY=TU',
    'FREQ=MONTHLY;BYMONTHDAY=2,16',
  ];
  const noise = fc.array(fc.constantFrom('', '', ' ', '\t', '\u00a0', ';'), { minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(
      fc.constantFrom(...rules),
      noise,
      fc.nat(200),
      fc.boolean(),
      fc.constantFrom('', 'RRULE:', 'rrule: '),
      (rule, blanks, fold, isSmall, name) => {
        const spaced = rule
          .split(/(?=[;=,])|(?<=[;=,])/)
          .map((part, at) => part + (blanks[at] === ';' && part === ';' ? ';' : (blanks[at] ?? '').replace(';', '')));
        const text = name + spaced.join('');
        const at = fold % text.length;
        const written = `${text.slice(0, at)}\r\n ${text.slice(at)}`;
        const same = isSmall ? written.toLowerCase() : written;
        expect([shown(same), sent(same), sentToDo(same)]).toEqual([shown(rule), sent(rule), sentToDo(rule)]);
      },
    ),
    { numRuns: 500 },
  );
});
