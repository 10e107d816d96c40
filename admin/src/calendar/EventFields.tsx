import { Box, Checkbox, Field, Flex, SingleSelect, SingleSelectOption, Textarea, TextInput, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import { FieldLabel } from '../components/FieldLabel';
import { ruleStart } from '../../../src/calendar/series-clock';
import type { CalendarPerson } from '../../../src/contracts/http-calendar';
import { wordsOfRule } from '../recurrence/ruleWords';
import { WouldBeHeld } from '../saving/WouldBeHeld';
import { fieldName } from '../text/fieldName';
import { type TextKey, useText } from '../text/useText';
import type { EventForm } from './eventForm';
import { timesOf, type Wall, withStart } from './shownTimes';
import { useWhenText } from './useWhenText';

interface EventFieldsProps {
  readonly form: EventForm;
  readonly onChange: (form: EventForm) => void;
  /** That the type of the entry has a place for. */
  readonly fields: readonly string[];
  readonly zone: string;
  readonly secondZone: string | null;
  /** Whether the rule may be changed. */
  readonly hasRule: boolean;
  /** On which clock it repeats. */
  readonly ruleZone: string;
  /** Why the engine would hold what a field says. */
  readonly heldOf: (field: string) => readonly string[];
  /** Of a new one, where one may make it for others as well. */
  readonly owner: { readonly people: readonly CalendarPerson[]; readonly user: string; readonly onChange: (user: string) => void } | null;
}

const rules: Record<string, TextKey> = {
  none: 'calendar.rule-none',
  'FREQ=DAILY': 'calendar.rule-daily',
  'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR': 'calendar.rule-weekdays',
  'FREQ=WEEKLY': 'calendar.rule-weekly',
  'FREQ=MONTHLY': 'calendar.rule-monthly',
  'FREQ=YEARLY': 'calendar.rule-yearly',
};
const shown: Record<string, TextKey> = {
  busy: 'calendar.show-busy',
  free: 'calendar.show-free',
  tentative: 'calendar.show-tentative',
  oof: 'calendar.show-oof',
  workingElsewhere: 'calendar.show-elsewhere',
};

export function EventFields({ form, onChange, fields, zone, secondZone, hasRule, ruleZone, heldOf, owner }: EventFieldsProps) {
  const t = useText();
  const intl = useIntl();
  const whenText = useWhenText();
  const { wall } = form;
  const set = (part: Partial<EventForm>) => onChange({ ...form, ...part });
  const setWall = (part: Partial<Wall>) => set({ wall: { ...wall, ...part } });
  const setStart = (part: Partial<Pick<Wall, 'startDate' | 'startTime'>>) =>
    set({ wall: withStart(wall, { startDate: wall.startDate, startTime: wall.startTime, ...part }, zone) });
  const has = (name: string) => fields.includes(name);
  const times = timesOf(wall, zone);
  const words =
    times === null ? null : wordsOfRule(t, intl, form.recurrence, ruleStart({ ...times, timeZone: wall.isAllDay ? null : ruleZone }));
  const held = (...of: string[]) => <WouldBeHeld why={[...new Set(of.flatMap((field) => heldOf(field)))]} />;
  return (
    <>
      <Field.Root required>
        <FieldLabel>{fieldName(t, 'subject')}</FieldLabel>
        <TextInput name="subject" value={form.subject} onChange={(event) => set({ subject: event.target.value })} required autoFocus />
        {held('subject')}
      </Field.Root>
      {owner ? (
        <Field.Root>
          <FieldLabel>{t('calendar.whose')}</FieldLabel>
          <SingleSelect value={owner.user} onChange={(user) => owner.onChange(String(user))}>
            {owner.people.map(({ id, name }) => (
              <SingleSelectOption key={id} value={id}>
                {name}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      ) : null}
      {has('isAllDay') ? (
        <Checkbox checked={wall.isAllDay} onCheckedChange={(isAllDay) => setWall({ isAllDay: isAllDay === true })}>
          {fieldName(t, 'isAllDay')}
        </Checkbox>
      ) : null}
      <Flex gap={4} wrap="wrap" alignItems="flex-end">
        <DateInput label={t('calendar.start')} value={wall.startDate} onChange={(startDate) => setStart({ startDate })} />
        {wall.isAllDay ? null : (
          <TimeInput label={t('calendar.start-time')} value={wall.startTime} onChange={(startTime) => setStart({ startTime })} />
        )}
        <DateInput
          label={t(wall.isAllDay ? 'calendar.last-day' : 'calendar.end')}
          value={wall.endDate}
          onChange={(endDate) => setWall({ endDate })}
        />
        {wall.isAllDay ? null : (
          <TimeInput label={t('calendar.end-time')} value={wall.endTime} onChange={(endTime) => setWall({ endTime })} />
        )}
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {wall.isAllDay ? t('calendar.all-day-hint') : t('calendar.times-in', { zone })}
        {secondZone !== null && !wall.isAllDay && times !== null
          ? ` ${t('calendar.times-second', { zone: secondZone, when: whenText(times, secondZone) })}`
          : ''}
      </Typography>
      {held('start', 'end', 'isAllDay', 'timeZone', ...(hasRule ? [] : ['recurrence']))}
      {hasRule && has('recurrence') ? (
        <Field.Root>
          <FieldLabel>{t('calendar.repeats')}</FieldLabel>
          <SingleSelect
            value={form.recurrence === '' ? 'none' : form.recurrence}
            onChange={(rule) => set({ recurrence: rule === 'none' ? '' : String(rule) })}
          >
            {Object.entries(rules).map(([rule, text]) => (
              <SingleSelectOption key={rule} value={rule}>
                {t(text)}
              </SingleSelectOption>
            ))}
            {form.recurrence === '' || form.recurrence in rules ? null : (
              <SingleSelectOption value={form.recurrence}>{words ?? form.recurrence}</SingleSelectOption>
            )}
          </SingleSelect>
          {held('recurrence', 'excludedDates')}
        </Field.Root>
      ) : null}
      {has('location') ? (
        <Field.Root>
          <FieldLabel>{fieldName(t, 'location')}</FieldLabel>
          <TextInput name="location" value={form.location} onChange={(event) => set({ location: event.target.value })} />
          {held('location')}
        </Field.Root>
      ) : null}
      {has('showAs') ? (
        <Field.Root>
          <FieldLabel>{fieldName(t, 'showAs')}</FieldLabel>
          <SingleSelect value={form.showAs} onChange={(showAs) => set({ showAs: String(showAs) })}>
            {Object.entries(shown).map(([value, text]) => (
              <SingleSelectOption key={value} value={value}>
                {t(text)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          {held('showAs')}
        </Field.Root>
      ) : null}
      {has('sensitivity') ? (
        <div>
          <Checkbox checked={form.isPrivate} onCheckedChange={(isPrivate) => set({ isPrivate: isPrivate === true })}>
            {t('calendar.private')}
          </Checkbox>
          {held('sensitivity')}
        </div>
      ) : null}
      {has('body') ? (
        <Field.Root>
          <FieldLabel>{fieldName(t, 'body')}</FieldLabel>
          <Textarea name="body" value={form.body} onChange={(event) => set({ body: event.target.value })} />
          {held('body', 'html')}
        </Field.Root>
      ) : null}
    </>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Its sign is the browser's, which knows nothing of our themes. */
const Picked = styled(Box)`
  input::-webkit-calendar-picker-indicator {
    filter: invert(0.5);
  }
`;

/** The browser's own input: it speaks everybody's language, and a keyboard is enough for it. */
function DateInput({ label, value, onChange }: TypedProps) {
  return (
    <Picked flex="1 1 14rem">
      <Field.Root required>
        <FieldLabel>{label}</FieldLabel>
        <TextInput type="date" value={value} required onChange={(event) => onChange(event.target.value)} />
      </Field.Root>
    </Picked>
  );
}

function TimeInput({ label, value, onChange }: TypedProps) {
  return (
    <Picked flex="1 1 10rem">
      <Field.Root required>
        <FieldLabel>{label}</FieldLabel>
        <TextInput type="time" value={value} required onChange={(event) => onChange(event.target.value)} />
      </Field.Root>
    </Picked>
  );
}
