import type { CalendarRef } from '@fullcalendar/react';
import { Box, Button, Flex, TextButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, useIsMobile, useNotification } from '@strapi/strapi/admin';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { CalendarPeople } from '../../../../src/contracts/http-calendar';
import { toInstant, toLocal } from '../../../../src/time';
import { AGENDA_STEP, agendaPart } from '../../calendar/agendaPart';
import { EventDialog, type Opened } from '../../calendar/EventDialog';
import { Grid, type Moved } from '../../calendar/Grid';
import { LateDialog } from '../../calendar/LateDialog';
import { MoveDialog } from '../../calendar/MoveDialog';
import { tonesOf } from '../../calendar/people';
import { PeoplePanel } from '../../calendar/PeoplePanel';
import { TasksPanel } from '../../calendar/TasksPanel';
import { UndoBar } from '../../calendar/UndoBar';
import type { Scope } from '../../calendar/scope';
import { useChanges } from '../../calendar/useChanges';
import { useUndo } from '../../calendar/useUndo';
import { ZoneChoice } from '../../calendar/ZoneChoice';
import { AttentionBanner } from '../../attention/AttentionBanner';
import { Notice } from '../../components/Notice';
import { useVisiblePolling, whenSeen } from '../../components/useVisiblePolling';
import { useGetCalendarEntriesQuery, useGetCalendarTasksQuery } from '../../services/calendar';
import { failureOf } from '../../services/failure';
import { useFailureText } from '../../text/useFailureText';
import { useText } from '../../text/useText';
import { Toolbar } from './Toolbar';
import { useChoices } from './useChoices';

const REFRESH_MILLISECONDS = 10_000;
/** To take in thousands of entries anew costs the browser a second, in which nothing moves. */
const MANY = 1000;
const REFRESH_MANY_MILLISECONDS = 60_000;
const MOST_ON = 20;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function CalendarOf({
  people,
  onFilter,
}: {
  people: CalendarPeople;
  onFilter: (filter: { search: string; organization: string }) => void;
}) {
  const t = useText();
  const failureText = useFailureText();
  const { toggleNotification } = useNotification();
  const isMobile = useIsMobile();
  const tell = useCallback(
    (error: unknown) => {
      const failure = failureOf(error);
      // Whatever else comes too late is asked about.
      const message = failure.code === 'already-changed' ? t('calendar.not-undone') : failureText(failure);
      toggleNotification({ type: 'danger', message });
    },
    [t, failureText, toggleNotification],
  );

  const [known, setKnown] = useState(() => new Map(everybody(people).map((person) => [person.id, person])));
  useEffect(() => setKnown((before) => new Map([...before, ...everybody(people).map((person) => [person.id, person] as const)])), [people]);
  const all = useMemo(() => [...known.values()], [known]);
  const tones = useMemo(() => tonesOf(all), [all]);
  const me = people.me?.id ?? null;

  const now = new Date().toISOString();
  const { kept, keep, ...choice } = useChoices({ view: isMobile ? 'agenda' : 'month', date: toLocal(now, here).slice(0, 10) });
  const zone = kept.zone ?? here;
  const { secondZone } = kept;
  const { view, date, go } = choice;
  const today = toLocal(now, zone).slice(0, 10);
  const on = useMemo(() => new Set((kept.people ?? (me === null ? [] : [me])).filter((id) => known.has(id))), [kept.people, me, known]);
  const users = [...on].sort().join();

  const [range, setRange] = useState<{ from: string; to: string; title: string } | null>(null);
  const inRange = useGetCalendarEntriesQuery(
    { users, from: range?.from ?? '', to: range?.to ?? '' },
    { ...whenSeen, skip: users === '' || range === null },
  );
  const entries = useVisiblePolling(inRange, (inRange.data?.length ?? 0) > MANY ? REFRESH_MANY_MILLISECONDS : REFRESH_MILLISECONDS);
  const tasks = useVisiblePolling(useGetCalendarTasksQuery(users, { ...whenSeen, skip: users === '' }), REFRESH_MILLISECONDS);
  const again = () => [entries, tasks].forEach(({ isUninitialized, refetch }) => void (isUninitialized ? null : refetch()));
  const undo = useUndo(tell);
  const changes = useChanges(undo, zone, tell);
  const { hidden } = changes;
  const shown = useMemo(() => {
    if (users === '') return [];
    const found = entries.currentData ?? entries.data ?? [];
    return found.filter((entry) => on.has(entry.user) && hidden?.(entry) !== true);
  }, [entries.currentData, entries.data, users, on, hidden]);
  const [most, setMost] = useState(AGENDA_STEP);
  useEffect(() => setMost(AGENDA_STEP), [view, range?.from, users]);
  const part = useMemo(() => (view === 'agenda' ? agendaPart(shown, most) : { shown, left: 0 }), [view, shown, most]);
  const names = useMemo(() => new Map([...on].map((id) => [id, known.get(id)?.name ?? ''])), [on, known]);
  const canWrite = useCallback((user: string) => known.get(user)?.canWrite === true, [known]);
  const writable = all.filter(({ id, canWrite: may }) => may && (on.has(id) || id === me));

  const [opened, setOpened] = useState<Opened | null>(null);
  const [asked, setAsked] = useState<Moved | null>(null);
  const grid = useRef<CalendarRef>(null);
  useEffect(() => {
    const api = grid.current?.getApi();
    if (api && (api.view.type !== view || toLocal(api.getDate().toISOString(), zone).slice(0, 10) !== date)) api.changeView(view, date);
  }, [view, date, zone]);
  const step = (way: 'prev' | 'next' | 'today') => {
    const api = grid.current?.getApi();
    if (!api) return;
    api[way]();
    go({ date: toLocal(api.getDate().toISOString(), zone).slice(0, 10) });
  };
  const move = (moved: Moved, scope: Scope) => {
    changes.moveEvent(moved.entry, scope, moved).then(
      (isDone) => (isDone ? undefined : moved.revert()),
      (error: unknown) => {
        moved.revert();
        tell(error);
      },
    );
  };
  const changeTask: Parameters<typeof TasksPanel>[0]['onChange'] = (task, data) => void changes.changeTask(task, data).catch(tell);
  const onDropTask = ({ user, documentId }: { user: string; documentId: string }, day: string) => {
    const task = tasks.data?.find((one) => one.user === user && one.documentId === documentId);
    if (task && task.dueDate !== day) changeTask(task, { dueDate: day });
  };
  const makeAt = () => {
    const start = toInstant(`${view === 'month' ? today : date}T09:00:00`, zone);
    setOpened({ kind: 'new', times: { start, end: new Date(Date.parse(start) + 3_600_000).toISOString(), isAllDay: false } });
  };

  return (
    <Page.Main>
      <Page.Title>{t('calendar.page-title')}</Page.Title>
      <Layouts.Header
        title={t('calendar.page-title')}
        subtitle={t('calendar.subtitle', { zone: zone.replaceAll('_', ' ') })}
        primaryAction={
          writable.length === 0 ? undefined : (
            <Button startIcon={<Plus />} onClick={makeAt}>
              {t('calendar.new')}
            </Button>
          )
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {/* The badge stands at this page's link: who follows it finds here what it means. */}
          <AttentionBanner />
          {entries.error || tasks.error ? (
            <Notice tone="warning" action={<TextButton onClick={again}>{t('retry')}</TextButton>}>
              {t(entries.data && tasks.data ? 'error.refresh' : 'calendar.failed')}
            </Notice>
          ) : null}
          {me === null && people.total === 0 ? <Notice tone="information">{t('calendar.nobody')}</Notice> : null}
          <Toolbar
            title={range?.title ?? ''}
            isLoading={users !== '' && entries.currentData === undefined && !entries.error}
            view={view}
            onView={(chosen) => go({ view: chosen })}
            onStep={step}
          />
          <Flex gap={4} wrap="wrap" alignItems="flex-start">
            <Box flex="3 1 60rem" minWidth={0} maxWidth="100%">
              <Grid
                ref={grid}
                entries={part.shown}
                names={names}
                tones={tones}
                canWrite={canWrite}
                canMake={writable.length > 0}
                zone={zone}
                secondZone={secondZone}
                view={view}
                date={date}
                onRange={setRange}
                onOpen={(entry) => setOpened({ kind: 'entry', entry })}
                onDraw={(times) => setOpened({ kind: 'new', times })}
                onMove={(moved) =>
                  moved.entry.series !== null && moved.entry.originalStart !== null ? setAsked(moved) : move(moved, 'this')
                }
                onDropTask={onDropTask}
                onDay={(day) => go({ view: 'day', date: day })}
              />
              {part.left === 0 ? null : (
                <Flex justifyContent="center" paddingTop={4}>
                  <Button variant="secondary" onClick={() => setMost(most + AGENDA_STEP)}>
                    {t('calendar.show-more', { count: part.left })}
                  </Button>
                </Flex>
              )}
            </Box>
            <Flex flex="1 1 28rem" minWidth={0} direction="column" alignItems="stretch" gap={4}>
              <TasksPanel
                tasks={users === '' ? [] : (tasks.data ?? [])}
                today={today}
                me={me}
                names={names}
                canWrite={canWrite}
                owner={me !== null && canWrite(me) ? me : null}
                onChange={changeTask}
                onMake={(user, title) => void changes.makeTask(user, { title }).catch(tell)}
              />
              <PeoplePanel
                people={everybody(people)}
                me={me}
                total={people.total}
                on={on}
                tones={tones}
                onSwitch={(id, isOn) => keep({ people: isOn ? [...on, id].slice(-MOST_ON) : [...on].filter((one) => one !== id) })}
                onFilter={onFilter}
              />
              <Flex gap={4} wrap="wrap">
                <ZoneChoice
                  label={t('calendar.zone')}
                  value={zone}
                  likely={[here, people.timeZone]}
                  onChange={(chosen) => keep({ zone: chosen })}
                />
                <ZoneChoice
                  label={t('calendar.second-zone')}
                  none={t('calendar.no-second-zone')}
                  value={secondZone}
                  likely={[people.timeZone, here]}
                  onChange={(chosen) => keep({ secondZone: chosen })}
                />
              </Flex>
            </Flex>
          </Flex>
        </Flex>
      </Layouts.Content>
      {opened ? (
        <EventDialog
          opened={opened}
          people={all}
          me={me}
          homes={people.homes.calendar}
          zone={zone}
          secondZone={secondZone}
          changes={changes}
          onClose={() => setOpened(null)}
        />
      ) : null}
      <LateDialog late={changes.late} zone={zone} onClose={changes.forgetLate} onFailure={tell} />
      {changes.givenUp}
      <MoveDialog moved={asked} onClose={() => setAsked(null)} onChosen={move} />
      <UndoBar undo={undo} />
    </Page.Main>
  );
}

const everybody = ({ me, others }: CalendarPeople) => (me ? [me, ...others] : others);
