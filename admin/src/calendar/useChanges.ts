import { useRef, useState } from 'react';

import type { EventData, EventItem, Item, ItemData, TaskData, TaskItem } from '../../../src/contracts';
import type { AboutToSave, CalendarEntry, CalendarTask, ReadCalendarItem } from '../../../src/contracts/http-calendar';
import {
  useCancelCalendarOccurrenceMutation,
  useChangeCalendarItemMutation,
  useChangeCalendarOccurrenceMutation,
  useLazyGetCalendarItemQuery,
  useMakeCalendarItemMutation,
  useRemoveCalendarItemMutation,
} from '../services/calendar';
import { failureOf } from '../services/failure';
import { useText } from '../text/useText';
import { aboutToSave, dataOf, type Edit, movedSeries, timesData } from './aboutToSave';
import { isPart, type Scope, type Versions, wayToItem, wayToSeries } from './scope';
import type { Times } from './shownTimes';
import { useGivenUpDates } from './useGivenUpDates';
import type { Undo } from './useUndo';
import { createVersions } from './versions';

/** An event as it was shown, with the versions that it had then. */
export interface Shown extends Versions {
  readonly values: Partial<EventItem>;
}
/** What was meant for an entry that is not as it was shown any more, so that nothing was written. */
export interface Late {
  /** Null: it is there no more. */
  readonly now: Item | null;
  /** Null: it was to go. */
  readonly yours: ItemData | null;
  /** Over what stands there now. */
  readonly again: () => Promise<unknown>;
}
/** One write, as it can be repeated over a newer version. */
interface Write {
  readonly where: ReadCalendarItem;
  readonly yours: ItemData | null;
  readonly send: (version: string | undefined, now: Item | null) => Promise<unknown>;
  /** What may take along what somebody has made of single dates. */
  readonly about?: () => Promise<AboutToSave | null>;
}

const calendar = { resource: 'calendar' as const };
const keyOf = ({ documentId, originalStart = '' }: ReadCalendarItem): string => `${documentId} ${originalStart}`;
const isTooLate = (error: unknown): boolean => failureOf(error).code === 'already-changed';

/**
 * Everything that is done on the page: each with the way back, and where there is none, after the time in which one may change one's mind. All of it
 * is written over the version that was shown, and the way back over that which it has made: what somebody else has written since stays.
 */
export function useChanges(undo: Undo, zone: string, onFailure: (error: unknown) => void) {
  const t = useText();
  const [make] = useMakeCalendarItemMutation();
  const [change] = useChangeCalendarItemMutation();
  const [remove] = useRemoveCalendarItemMutation();
  const [changeOccurrence] = useChangeCalendarOccurrenceMutation();
  const [cancelOccurrence] = useCancelCalendarOccurrenceMutation();
  const [readItem] = useLazyGetCalendarItemQuery();
  const [hidden, setHidden] = useState<((entry: CalendarEntry) => boolean) | null>(null);
  const [late, setLate] = useState<Late | null>(null);
  const [versions] = useState(createVersions);
  const last = useRef(new Map<string, Promise<unknown>>());
  const givenUp = useGivenUpDates(zone);

  /** One edit of an entry after the other, so that the second knows what the first has made. */
  function inTurn<T>(where: ReadCalendarItem, work: () => Promise<T>): Promise<T> {
    const key = keyOf(where);
    const done = (last.current.get(key) ?? Promise.resolve()).then(work);
    last.current.set(
      key,
      done.catch(() => undefined),
    );
    return done;
  }
  /** As it stands now; null: it is there no more. */
  async function newest(where: ReadCalendarItem): Promise<Item | null> {
    try {
      return await readItem(where).unwrap();
    } catch (error) {
      const { code } = failureOf(error);
      // Of an occurrence that its series has no more, the server says that it cannot be asked for.
      if (code === 'unknown-item' || (code === 'invalid-input' && where.originalStart !== undefined)) return null;
      throw error;
    }
  }
  /** Whoever comes too late is shown what stands there now, and may say it again. */
  async function unlessLate(write: Write, { version, now = null }: { version: string | null; now?: Item | null }): Promise<boolean> {
    try {
      await inTurn(write.where, () => write.send(versions.now(keyOf(write.where), version), now));
      return true;
    } catch (error) {
      if (!isTooLate(error)) throw error;
      void newest(write.where).then((found) => {
        setLate({ now: found, yours: write.yours, again: () => unlessLate(write, { version: found?.version ?? null, now: found }) });
      }, onFailure);
      return false;
    }
  }
  /** Done at once, and taken back over the version that it has made. */
  function withWayBack<D extends ItemData>(
    send: (data: D, version: string | undefined) => Promise<{ version: string }>,
    { data, message, where }: { data: D; message: string; where: ReadCalendarItem },
  ) {
    const key = keyOf(where);
    return async (version: string | undefined, before: object) => {
      const made = await send(data, version);
      versions.note(key, { before: version, after: made.version });
      const was = Object.fromEntries(Object.keys(data).map((name) => [name, before[name as keyof object] ?? null])) as unknown as D;
      taken(message, () =>
        inTurn(where, async () => {
          const before = versions.now(key, made.version);
          versions.note(key, { before, after: (await send(was, before)).version });
        }),
      );
    };
  }

  /** False: somebody thought better of it. Throws what the server says, also where it is too late. */
  async function changeEvent(entry: CalendarEntry, scope: Scope, edit: Edit, shown: Shown): Promise<boolean> {
    const write = eventWrite(entry, scope, edit, shown);
    if (!(await givenUp.ask(write.about))) return false;
    const version = scope === 'this' || !isPart(entry) ? shown.version : shown.seriesVersion;
    await inTurn(write.where, () => write.send(versions.now(keyOf(write.where), version), null));
    return true;
  }
  /** The same for what was dragged; false: it is too late, or has still to come, so that the grid shows what is. */
  async function moveEvent(entry: CalendarEntry, scope: Scope, { to, from }: { to: Times; from: Times }): Promise<boolean> {
    const { version, seriesVersion } = entry;
    const write = eventWrite(entry, scope, { to, data: {} }, { version, seriesVersion, values: timesData(from) });
    if (!(await givenUp.ask(write.about))) return false;
    const isDone = await unlessLate(write, { version: scope === 'this' || !isPart(entry) ? version : seriesVersion });
    return isDone && scope === 'this';
  }

  function eventWrite(entry: CalendarEntry, scope: Scope, edit: Edit, shown: Shown): Write {
    const { user, documentId } = entry;
    const { to } = edit;
    const data = dataOf(edit);
    if (!isPart(entry)) {
      const where = wayToItem(entry);
      const send = withWayBack<EventData>((values, version) => change({ ...calendar, user, documentId, data: values, version }).unwrap(), {
        data,
        message: t('calendar.changed'),
        where,
      });
      return { where, yours: data, send: (version, now) => send(version, now ?? shown.values) };
    }
    const { series, originalStart } = entry;
    const of = { user, series, originalStart };
    if (scope === 'this') {
      const where = wayToItem(entry);
      const send = withWayBack<EventData>((values, version) => changeOccurrence({ ...of, data: values, version }).unwrap(), {
        data,
        message: t('calendar.changed'),
        where,
      });
      return { where, yours: data, send: (version, now) => send(version, now ?? shown.values) };
    }
    const where = wayToSeries(entry);
    if (scope === 'this-and-following')
      return meant({
        where,
        yours: data,
        about: async () => aboutToSave(entry, scope, edit),
        send: (version) => changeOccurrence({ ...of, scope, data, version }).unwrap(),
      });
    if (to === null) {
      const send = withWayBack<EventData>(
        (values, version) => change({ ...calendar, user, documentId: series, data: values, version }).unwrap(),
        { data, message: t('calendar.changed-series'), where },
      );
      return { where, yours: data, send: async (version, now) => send(version, now ?? (await readItem(where).unwrap())) };
    }
    const moved = async (now: Item | null) =>
      movedSeries(entry, { ...edit, to }, (now ?? (await readItem(where).unwrap())) as EventItem, zone);
    return meant({
      where,
      yours: data,
      about: async () => {
        const { data: shifted, ...which } = await moved(null);
        return { uid: entry.uid, documentId: series, ...which, data: { ...shifted } };
      },
      send: async (version, now) => changeOccurrence({ user, series, ...(await moved(now)), version }).unwrap(),
    });
  }
  /** What could not be taken back: it is done when the time is up. What is on the page until then is as it was before. */
  const meant = (write: Write): Write => ({
    ...write,
    async send(version) {
      undo.take({
        kind: 'meant',
        message: t('calendar.will-change'),
        commit: () => unlessLate(write, { version: version ?? null }),
        undo: () => undefined,
      });
    },
  });

  async function makeEvent(user: string, data: EventData) {
    const { documentId, version } = await make({ ...calendar, user, data }).unwrap();
    const where = { ...calendar, user, documentId };
    taken(t('calendar.made'), () => inTurn(where, () => remove({ ...where, version: versions.now(keyOf(where), version) }).unwrap()));
  }

  function removeEvent(entry: CalendarEntry, scope: Scope, { version, seriesVersion }: Versions) {
    const { user, documentId } = entry;
    const isSame = (other: CalendarEntry): boolean => {
      if (!isPart(entry)) return other.documentId === documentId;
      if (other.series !== entry.series) return false;
      if (scope === 'series') return true;
      return scope === 'this' ? other.originalStart === entry.originalStart : (other.originalStart ?? '') >= entry.originalStart;
    };
    setHidden(() => isSame);
    const isOne = !isPart(entry) || scope === 'this';
    const send = (over: string | undefined): Promise<unknown> => {
      if (!isPart(entry)) return remove({ ...calendar, user, documentId, version: over }).unwrap();
      const { series, originalStart } = entry;
      if (scope === 'series') return remove({ ...calendar, user, documentId: series, version: over }).unwrap();
      return cancelOccurrence({ user, series, originalStart, scope, version: over }).unwrap();
    };
    const write: Write = { where: isOne ? wayToItem(entry) : wayToSeries(entry), yours: null, send };
    undo.take({
      kind: 'meant',
      message: t(isPart(entry) && scope === 'this' ? 'calendar.cancelled' : 'calendar.removed'),
      commit: () => unlessLate(write, { version: isOne ? version : seriesVersion }).finally(() => setHidden(null)),
      undo: () => setHidden(null),
    });
  }

  async function changeTask(task: CalendarTask, data: TaskData) {
    const { user, documentId } = task;
    const where = { user, resource: 'tasks' as const, documentId };
    const send = withWayBack<TaskData>((values, version) => change({ ...where, data: values, version }).unwrap(), {
      data,
      message: t('calendar.task-changed'),
      where,
    });
    await unlessLate(
      { where, yours: data, send: (version, now) => send(version, (now as TaskItem | null) ?? task) },
      { version: task.version },
    );
  }
  async function makeTask(user: string, data: TaskData) {
    const { documentId, version } = await make({ user, resource: 'tasks', data }).unwrap();
    const where = { user, resource: 'tasks' as const, documentId };
    taken(t('calendar.task-made'), () => inTurn(where, () => remove({ ...where, version: versions.now(keyOf(where), version) }).unwrap()));
  }

  const taken = (message: string, back: () => Promise<unknown>) => undo.take({ kind: 'done', message, undo: back });

  return {
    hidden,
    late,
    givenUp: givenUp.dialog,
    forgetLate: () => setLate(null),
    newest,
    changeEvent,
    moveEvent,
    makeEvent,
    removeEvent,
    changeTask,
    makeTask,
  };
}

export type Changes = ReturnType<typeof useChanges>;
