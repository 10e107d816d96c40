import FullCalendar, { type CalendarOptions, type CalendarRef, type EventInput } from '@fullcalendar/react';
import dayGrid from '@fullcalendar/react/daygrid';
import interaction from '@fullcalendar/react/interaction';
import list from '@fullcalendar/react/list';
import classic from '@fullcalendar/react/themes/classic';
import timeGrid from '@fullcalendar/react/timegrid';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import { forwardRef, useMemo, useRef } from 'react';
import { useIntl } from 'react-intl';

import type { CalendarEntry } from '../../../src/contracts/http-calendar';
import { toInstant, toLocal } from '../../../src/time';
import { useText } from '../text/useText';
import { MOST_OF_A_DAY, MOST_OF_A_MOMENT, uncrowded } from './crowd';
import { EntryLabel } from './EntryLabel';
import { firstDayOfWeek } from './firstDayOfWeek';
import { hoursShown } from './hoursShown';
import { GridFrame } from './GridFrame';
import type { Tone } from './people';
import type { Times } from './shownTimes';

export type View = 'month' | 'week' | 'workWeek' | 'day' | 'agenda';

/** A person drew, moved or resized something; `revert` puts it back. */
export interface Moved {
  readonly entry: CalendarEntry;
  readonly from: Times;
  readonly to: Times;
  readonly revert: () => void;
}
interface GridProps {
  readonly entries: readonly CalendarEntry[];
  readonly names: ReadonlyMap<string, string>;
  readonly tones: ReadonlyMap<string, Tone>;
  readonly canWrite: (user: string) => boolean;
  readonly canMake: boolean;
  readonly zone: string;
  readonly secondZone: string | null;
  readonly view: View;
  readonly date: string;
  readonly onRange: (range: { from: string; to: string; title: string }) => void;
  readonly onOpen: (entry: CalendarEntry) => void;
  readonly onDraw: (times: Times) => void;
  readonly onMove: (moved: Moved) => void;
  readonly onDropTask: (task: { user: string; documentId: string }, day: string) => void;
  readonly onDay: (day: string) => void;
}

const plugins = [dayGrid, timeGrid, list, interaction, classic];
/** Beyond that it says how many more there are, and shows them when it is asked. */
const MOST_IN_A_DAY = 4;
const MOST_BESIDE_EACH_OTHER = 4;
/** Pixels in which one line of a label can be read, and two. */
const ONE_LINE = 20;
const TWO_LINES = 38;
const ofMoment = MOST_OF_A_MOMENT - MOST_BESIDE_EACH_OTHER;
/** From so many hidden ones on, others may have been left out: how many there are is not known then, and the day shows all of them. */
const manyHidden: Readonly<Record<View, number>> = {
  month: MOST_OF_A_DAY - MOST_IN_A_DAY,
  week: ofMoment,
  workWeek: ofMoment,
  day: Number.POSITIVE_INFINITY,
  agenda: Number.POSITIVE_INFINITY,
};
const views: CalendarOptions['views'] = {
  month: { type: 'dayGridMonth', navLinks: true },
  week: { type: 'timeGridWeek' },
  workWeek: { type: 'timeGridWeek', hiddenDays: [0, 6] },
  day: { type: 'timeGridDay' },
  agenda: { type: 'listMonth', displayEventEnd: true },
};

/** The library's grid, in the clothes of the design system; everything that is done to it is told to the page, which does it. */
export const Grid = forwardRef<CalendarRef, GridProps>(function Grid(props, ref) {
  const { entries, names, tones, canWrite, canMake, zone, secondZone, view, date } = props;
  const t = useText();
  const { locale, formatTime } = useIntl();
  const drawn = useMemo(
    () => (view === 'agenda' || view === 'day' ? entries : uncrowded(entries, zone, view === 'month')),
    [entries, zone, view],
  );
  const events = useMemo<EventInput[]>(
    () => drawn.map((entry) => eventOf(entry, canWrite(entry.user) && isEditable(entry), tones.get(entry.user) ?? 'primary')),
    [drawn, canWrite, tones],
  );
  const hours = useMemo(() => hoursShown(drawn, zone), [drawn, zone]);
  const { from, to } = hours;
  // What the page does about something may be another function with every render of it; that is no reason to draw thousands of entries anew.
  const page = useRef(props);
  page.current = props;

  const calendar = useMemo(() => {
    const onMoved = ({ event, oldEvent, revert }: { event: ShownEvent; oldEvent: ShownEvent; revert: () => void }) => {
      const entry = entryOf(event);
      if (entry) page.current.onMove({ entry, from: timesOfEvent(oldEvent), to: timesOfEvent(event), revert });
    };
    const secondTime = (time: string): string | null =>
      secondZone === null ? null : formatTime(toInstant(`${date}T${time}`, zone), { timeZone: secondZone, timeStyle: 'short' });
    return (
      <FullCalendar
        ref={ref}
        plugins={plugins}
        views={views}
        initialView={view}
        initialDate={date}
        headerToolbar={false}
        locale={locale}
        firstDay={firstDayOfWeek(navigator.language)}
        timeZone={zone}
        events={events}
        eventDisplay="block"
        height="auto"
        slotMinTime={from}
        slotMaxTime={to}
        dayMaxEvents={MOST_IN_A_DAY}
        eventMaxStack={MOST_BESIDE_EACH_OTHER}
        slotEventOverlap={false}
        eventMinHeight={ONE_LINE}
        eventShortHeight={TWO_LINES}
        nowIndicator
        navLinkDayClick={(day) => page.current.onDay(toLocal(day.toISOString(), zone).slice(0, 10))}
        eventTimeFormat={{ hour: 'numeric', minute: '2-digit' }}
        displayEventEnd={false}
        allDayText={t('calendar.all-day')}
        noEventsText={t('calendar.nothing')}
        moreLinkText={(count) => (count < manyHidden[view] ? t('calendar.more', { count }) : t('calendar.many-more'))}
        moreLinkClick={({ date: day, hiddenSegs }) => {
          if (hiddenSegs.length < manyHidden[view]) return 'popover';
          page.current.onDay(toLocal(day.toISOString(), zone).slice(0, 10));
          return 'day';
        }}
        closeHint={t('calendar.close')}
        eventInteractive
        selectable={canMake}
        selectMirror
        editable
        eventResizableFromStart
        droppable
        longPressDelay={300}
        eventContent={({ event, timeText, view: shown, isShort, isNarrow }) => {
          const entry = entryOf(event);
          // What is being drawn is none yet.
          if (entry === null) return <span className="label">{timeText}</span>;
          return (
            <EntryLabel
              entry={entry}
              time={shown.type === 'agenda' && event.allDay ? t('calendar.all-day') : timeText}
              person={names.size > 1 ? (names.get(entry.user) ?? null) : null}
              hasPlace={shown.type === 'agenda' || shown.type === 'day'}
              isShort={isShort}
              hasTime={!isShort && !(isNarrow && hasAxis(shown.type))}
            />
          );
        }}
        slotHeaderContent={({ text, time }) => {
          const second = secondTime(clockOf(time?.milliseconds ?? 0));
          return second === null ? (
            text
          ) : (
            <>
              <span>{text}</span> <span className="second-zone">{second}</span>
            </>
          );
        }}
        datesSet={({ startStr, endStr, view: shown }) =>
          page.current.onRange({ from: new Date(startStr).toISOString(), to: new Date(endStr).toISOString(), title: shown.title })
        }
        eventClick={({ event, jsEvent }) => {
          jsEvent.preventDefault();
          const entry = entryOf(event);
          if (entry) page.current.onOpen(entry);
        }}
        select={({ startStr, endStr, allDay, view: shown }) => {
          shown.calendar.unselect();
          page.current.onDraw(timesOfSpan(startStr, endStr, allDay));
        }}
        eventDrop={onMoved}
        eventResize={onMoved}
        drop={({ draggedEl, dateStr }) => {
          const { user, documentId } = draggedEl.dataset;
          if (user !== undefined && documentId !== undefined) page.current.onDropTask({ user, documentId }, dateStr.slice(0, 10));
        }}
      />
    );
  }, [ref, locale, formatTime, t, events, from, to, names, canMake, zone, secondZone, view, date]);

  return <GridFrame>{calendar}</GridFrame>;
});

/** Views with an axis of hours: where an event stands shows when it begins. */
const hasAxis = (view: string): boolean => view === 'week' || view === 'workWeek' || view === 'day';

const isEditable = ({ isOfOthers, subject }: CalendarEntry): boolean => !isOfOthers && subject !== null;

function eventOf(entry: CalendarEntry, editable: boolean, tone: Tone): EventInput {
  const { user, documentId, originalStart, start, end, isAllDay, subject } = entry;
  return {
    id: `${user} ${documentId} ${originalStart ?? ''}`,
    title: subject ?? '',
    // Dates of all-day events are the same for everybody, and instants where one looks at them.
    start: isAllDay ? start.slice(0, 10) : start,
    end: isAllDay ? end.slice(0, 10) : end,
    allDay: isAllDay,
    editable,
    className: `entry tone-${tone} standing-${entry.standing.kind}`,
    extendedProps: { entry },
  };
}

interface ShownEvent {
  readonly startStr: string;
  readonly endStr: string;
  readonly allDay: boolean;
  readonly extendedProps: Record<string, unknown>;
}

const entryOf = ({ extendedProps }: Pick<ShownEvent, 'extendedProps'>): CalendarEntry | null =>
  (extendedProps['entry'] as CalendarEntry | undefined) ?? null;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const timesOfEvent = ({ startStr, endStr, allDay }: ShownEvent): Times => timesOfSpan(startStr, endStr, allDay);

/** The library leaves an end out that is the usual one. */
function timesOfSpan(startStr: string, endStr: string, isAllDay: boolean): Times {
  const start = isAllDay ? `${startStr.slice(0, 10)}T00:00:00.000Z` : new Date(startStr).toISOString();
  const usual = new Date(Date.parse(start) + (isAllDay ? DAY : HOUR)).toISOString();
  const end = endStr === '' ? usual : isAllDay ? `${endStr.slice(0, 10)}T00:00:00.000Z` : new Date(endStr).toISOString();
  return { start, end, isAllDay };
}

const clockOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(11, 19);
