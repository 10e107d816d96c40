import { useState } from 'react';

import type { EventData, EventItem, TaskData } from '../../../src/contracts';
import type { CalendarEntry, CalendarTask } from '../../../src/contracts/http-calendar';
import {
  useCancelCalendarOccurrenceMutation,
  useChangeCalendarItemMutation,
  useChangeCalendarOccurrenceMutation,
  useLazyGetCalendarItemQuery,
  useMakeCalendarItemMutation,
  useRemoveCalendarItemMutation,
} from '../services/calendar';
import { useText } from '../text/useText';
import { movedAlong, type Times } from './shownTimes';
import type { Undo } from './useUndo';

/** What of a series is meant. */
export type Scope = 'this' | 'this-and-following' | 'series';
/** An event as it was, where the form has read it. */
type Before = Partial<EventItem>;

const calendar = { resource: 'calendar' as const };

/** Everything that is done on the page: each with the way back, and where there is none, after the time in which one may change one's mind. */
export function useChanges(undo: Undo, zone: string) {
  const t = useText();
  const [make] = useMakeCalendarItemMutation();
  const [change] = useChangeCalendarItemMutation();
  const [remove] = useRemoveCalendarItemMutation();
  const [changeOccurrence] = useChangeCalendarOccurrenceMutation();
  const [cancelOccurrence] = useCancelCalendarOccurrenceMutation();
  const [readItem] = useLazyGetCalendarItemQuery();
  const [hidden, setHidden] = useState<((entry: CalendarEntry) => boolean) | null>(null);

  /** `to`: when it happens from then on, where that changes. Throws what the server says. */
  async function changeEvent(
    entry: CalendarEntry,
    scope: Scope,
    { to, data, before }: { to: Times | null; data: EventData; before: Before },
  ) {
    const times = (at: Times): EventData => ({ start: at.start, end: at.end, isAllDay: at.isAllDay });
    const { user, documentId, series, originalStart } = entry;
    if (series === null || originalStart === null) {
      await change({ ...calendar, user, documentId, data: { ...data, ...(to && times(to)) } }).unwrap();
      const was = { ...asBefore(data, before), ...(to && times(entry)) };
      return taken(t('calendar.changed'), () => change({ ...calendar, user, documentId, data: was }).unwrap());
    }
    const of = { user, series, originalStart };
    if (scope === 'this') {
      await changeOccurrence({ ...of, data: { ...data, ...(to && times(to)) } }).unwrap();
      const was = { ...asBefore(data, before), ...(to && times(entry)) };
      return taken(t('calendar.changed'), () => changeOccurrence({ ...of, data: was }).unwrap());
    }
    if (scope === 'this-and-following')
      return meant(t('calendar.will-change'), () => changeOccurrence({ ...of, scope, data: { ...data, ...(to && times(to)) } }).unwrap());
    if (to === null) {
      const whole = (await readItem({ ...calendar, user, documentId: series }).unwrap()) as EventItem;
      await change({ ...calendar, user, documentId: series, data }).unwrap();
      return taken(t('calendar.changed-series'), () =>
        change({ ...calendar, user, documentId: series, data: asBefore(data, whole) }).unwrap(),
      );
    }
    const whole = (await readItem({ ...calendar, user, documentId: series }).unwrap()) as EventItem;
    const first = { start: whole.start ?? entry.start, end: whole.end ?? entry.end, isAllDay: whole.isAllDay };
    const moved = movedAlong(first, { from: entry, to }, whole.timeZone ?? zone);
    return meant(t('calendar.will-change'), () =>
      changeOccurrence({
        user,
        series,
        originalStart: first.start,
        scope: 'this-and-following',
        data: { ...data, ...times(moved) },
      }).unwrap(),
    );
  }

  async function makeEvent(user: string, data: EventData) {
    const { documentId } = await make({ ...calendar, user, data }).unwrap();
    taken(t('calendar.made'), () => remove({ ...calendar, user, documentId }).unwrap());
  }

  function removeEvent(entry: CalendarEntry, scope: Scope) {
    const { user, documentId, series, originalStart } = entry;
    const isPart = series !== null && originalStart !== null;
    const isSame = (other: CalendarEntry): boolean => {
      if (!isPart) return other.documentId === documentId;
      if (other.series !== series) return false;
      if (scope === 'series') return true;
      return scope === 'this' ? other.originalStart === originalStart : (other.originalStart ?? '') >= originalStart;
    };
    setHidden(() => isSame);
    const commit = async () => {
      if (!isPart) await remove({ ...calendar, user, documentId }).unwrap();
      else if (scope === 'series') await remove({ ...calendar, user, documentId: series }).unwrap();
      else await cancelOccurrence({ user, series, originalStart, scope }).unwrap();
    };
    undo.take({
      kind: 'meant',
      message: t(isPart && scope === 'this' ? 'calendar.cancelled' : 'calendar.removed'),
      commit: () => commit().finally(() => setHidden(null)),
      undo: () => setHidden(null),
    });
  }

  async function changeTask({ user, documentId, ...task }: CalendarTask, data: TaskData) {
    await change({ user, resource: 'tasks', documentId, data }).unwrap();
    const was = Object.fromEntries(Object.keys(data).map((name) => [name, task[name as keyof typeof task] ?? null])) as TaskData;
    taken(t('calendar.task-changed'), () => change({ user, resource: 'tasks', documentId, data: was }).unwrap());
  }
  async function makeTask(user: string, data: TaskData) {
    const { documentId } = await make({ user, resource: 'tasks', data }).unwrap();
    taken(t('calendar.task-made'), () => remove({ user, resource: 'tasks', documentId }).unwrap());
  }

  const taken = (message: string, back: () => Promise<unknown>) => undo.take({ kind: 'done', message, undo: back });
  /** What is on the page until then is as it was before. */
  const meant = (message: string, commit: () => Promise<unknown>) => undo.take({ kind: 'meant', message, commit, undo: () => undefined });

  return { hidden, changeEvent, makeEvent, removeEvent, changeTask, makeTask };
}

export type Changes = ReturnType<typeof useChanges>;

/** Of the fields that are written, what they were. */
function asBefore(data: EventData, before: Before): EventData {
  return Object.fromEntries(Object.keys(data).map((name) => [name, before[name as keyof Before] ?? null])) as EventData;
}
