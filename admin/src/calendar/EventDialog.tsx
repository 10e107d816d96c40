import { Button, Flex, Link, Modal, Typography } from '@strapi/design-system';
import { useEffect, useId, useState } from 'react';
import { NavLink } from 'react-router-dom';

import type { EventItem } from '../../../src/contracts';
import type { CalendarEntry, CalendarPeople, CalendarPerson } from '../../../src/contracts/http-calendar';
import { Notice } from '../components/Notice';
import { useLazyGetCalendarItemQuery } from '../services/calendar';
import { failureOf } from '../services/failure';
import { useFailureText } from '../text/useFailureText';
import { useSavingMeans } from '../saving/useSavingMeans';
import { useText } from '../text/useText';
import { aboutToSave } from './aboutToSave';
import { EntryStanding } from './EntryStanding';
import { EventFacts } from './EventFacts';
import { EventFields } from './EventFields';
import { changesOf, emptyForm, type EventForm, formOf, heldBy, newEvent, onto } from './eventForm';
import { LateNotice } from './LateNotice';
import { ScopeChoice } from './ScopeChoice';
import { type Times, timesOf as possibleTimes } from './shownTimes';
import { isPart, type Scope, wayToItem, wayToSeries } from './scope';
import { wayToEntry } from './standing';
import type { Changes } from './useChanges';

/** What the dialog is about: an event that is there, or one that is to be made at that time. */
export type Opened = { readonly kind: 'entry'; readonly entry: CalendarEntry } | { readonly kind: 'new'; readonly times: Times };

interface EventDialogProps {
  readonly opened: Opened;
  readonly people: readonly CalendarPerson[];
  readonly me: string | null;
  readonly homes: CalendarPeople['homes']['calendar'];
  readonly zone: string;
  readonly secondZone: string | null;
  readonly changes: Changes;
  readonly onClose: () => void;
}

/** One event: how it stands with Microsoft 365, and all that can be changed of it. */
export function EventDialog(props: EventDialogProps) {
  const { opened, onClose } = props;
  const t = useText();
  const failureText = useFailureText();
  const [readItem] = useLazyGetCalendarItemQuery();
  // What was read first: the form goes out from it until it is told of something newer.
  const [item, setItem] = useState<EventItem | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const entry = opened.kind === 'entry' ? opened.entry : null;
  const isHidden = entry !== null && entry.subject === null;
  useEffect(() => {
    if (entry === null || entry.subject === null) return undefined;
    let isLeft = false;
    readItem(wayToItem(entry))
      .unwrap()
      .then(
        (found) => (isLeft ? undefined : setItem(found as EventItem)),
        (error: unknown) => (isLeft ? undefined : setFailure(error)),
      );
    return () => {
      isLeft = true;
    };
  }, [entry, readItem]);

  return (
    <Modal.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Modal.Content>
        <Modal.Header closeLabel={t('calendar.close')}>
          <Modal.Title>
            {entry === null ? t('calendar.new') : (entry.subject ?? t('calendar.private')) || t('calendar.untitled')}
          </Modal.Title>
        </Modal.Header>
        {entry !== null && isHidden ? (
          <Modal.Body>
            <EventFacts entry={entry} item={null} {...props} />
          </Modal.Body>
        ) : entry !== null && failure !== null ? (
          <Modal.Body>
            <Notice tone="danger">{failureText(failureOf(failure))}</Notice>
          </Modal.Body>
        ) : entry !== null && item === null ? (
          <Modal.Body>
            <Typography>{t('loading')}</Typography>
          </Modal.Body>
        ) : (
          <Loaded key={entry?.documentId ?? 'new'} {...props} item={item} />
        )}
      </Modal.Content>
    </Modal.Root>
  );
}

const timesOf = (opened: Opened): Times => (opened.kind === 'new' ? opened.times : opened.entry);

/** An occurrence and an exception have their own times in the item; where it has none, those of the calendar stand. */
const formShown = (item: EventItem | null, opened: Opened, zone: string): EventForm =>
  item === null
    ? emptyForm(timesOf(opened), zone)
    : formOf(item, { start: item.start ?? timesOf(opened).start, end: item.end ?? timesOf(opened).end, isAllDay: item.isAllDay }, zone);

function Loaded({
  opened,
  people,
  me,
  homes,
  zone,
  secondZone,
  changes,
  onClose,
  item: found,
}: EventDialogProps & { item: EventItem | null }) {
  const t = useText();
  const failureText = useFailureText();
  const formId = useId();
  const entry = opened.kind === 'entry' ? opened.entry : null;
  const writable = people.filter(({ canWrite }) => canWrite);
  const [user, setUser] = useState(entry?.user ?? writable.find(({ id }) => id === me)?.id ?? writable[0]?.id ?? '');
  const [item, setItem] = useState(found);
  const before = formShown(item, opened, zone);
  const [form, setForm] = useState(before);
  const [seriesVersion, setSeriesVersion] = useState(entry?.seriesVersion ?? null);
  const [late, setLate] = useState<{ changed: (keyof EventForm)[]; both: (keyof EventForm)[] } | null>(null);
  const [scope, setScope] = useState<Scope>('this');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const home = homes.find(({ uid, isForNew }) => (entry === null ? isForNew : uid === entry.uid));
  const canWrite = entry === null || (writable.some(({ id }) => id === entry.user) && !entry.isOfOthers);
  const isOfSeries = entry !== null && isPart(entry);
  const fields = home?.fields ?? [];
  const data = entry === null ? newEvent(form, zone) : null;
  const changed = entry === null ? null : changesOf(before, form, zone);
  const isChanged = changed !== null && (changed.to !== null || Object.keys(changed.data).length > 0);
  const heldOf = useSavingMeans(
    entry === null
      ? home && data && { uid: home.uid, documentId: null, data: { ...data } }
      : isChanged && canWrite
        ? aboutToSave(entry, scope, changed)
        : null,
    { isOnCalendar: true },
  );

  async function save() {
    setProblem(null);
    if (possibleTimes(form.wall, zone) === null) return setProblem(t('calendar.times-wrong'));
    setBusy(true);
    try {
      if (entry === null) await changes.makeEvent(user, heldBy(data ?? {}, fields));
      else if (isChanged) {
        const edit = { to: changed.to, data: heldBy(changed.data, fields) };
        const shown = { version: item?.version ?? null, seriesVersion, values: item ?? {} };
        if (!(await changes.changeEvent(entry, scope, edit, shown))) return setBusy(false);
      }
      onClose();
    } catch (error) {
      await told(error).catch((again: unknown) => setProblem(failureText(failureOf(again))));
      setBusy(false);
    }
  }
  /** Of somebody else's edit meanwhile: what was typed stays, over what the event is now. */
  async function told(error: unknown) {
    if (entry === null || failureOf(error).code !== 'already-changed') throw error;
    const now = (await changes.newest(wayToItem(entry))) as EventItem | null;
    if (now === null) return setProblem(t('calendar.late-gone'));
    if (isPart(entry)) setSeriesVersion((await changes.newest(wayToSeries(entry)))?.version ?? null);
    const { form: mine, ...what } = onto(formShown(now, opened, zone), { shown: before, typed: form });
    setItem(now);
    setForm(mine);
    setLate(what);
  }

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {entry === null ? null : <EntryStanding entry={entry} isOwn={entry.user === me} />}
          {problem === null ? null : (
            <div role="alert">
              <Notice tone="danger">{problem}</Notice>
            </div>
          )}
          {late === null ? null : (
            <LateNotice
              {...late}
              now={before}
              zone={zone}
              onTake={() => {
                setForm(before);
                setLate(null);
              }}
            />
          )}
          {canWrite ? (
            <form
              id={formId}
              onSubmit={(event) => {
                event.preventDefault();
                void save();
              }}
            >
              <Flex direction="column" alignItems="stretch" gap={4}>
                {isOfSeries ? <ScopeChoice value={scope} onChange={setScope} /> : null}
                <EventFields
                  form={form}
                  onChange={setForm}
                  fields={fields}
                  zone={zone}
                  secondZone={secondZone}
                  hasRule={!isOfSeries || scope === 'this-and-following'}
                  ruleZone={item?.timeZone ?? zone}
                  heldOf={heldOf}
                  owner={entry === null && writable.length > 1 ? { people: writable, user, onChange: setUser } : null}
                />
              </Flex>
            </form>
          ) : entry ? (
            <EventFacts entry={entry} item={item} people={people} zone={zone} secondZone={secondZone} />
          ) : null}
          {entry === null ? null : (
            <Flex gap={4} wrap="wrap">
              <Link tag={NavLink} to={wayToEntry(entry)}>
                {t('calendar.to-entry')}
              </Link>
              {item?.webLink ? (
                <Link href={item.webLink} isExternal>
                  {t('calendar.to-outlook')}
                </Link>
              ) : null}
            </Flex>
          )}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">{t(canWrite ? 'cancel' : 'calendar.close')}</Button>
        </Modal.Close>
        {canWrite ? (
          <Flex gap={2} wrap="wrap">
            {entry === null ? null : (
              <Button
                variant="danger-light"
                disabled={isBusy}
                onClick={() => {
                  changes.removeEvent(entry, scope, { version: item?.version ?? null, seriesVersion });
                  onClose();
                }}
              >
                {t(isOfSeries && scope === 'this' ? 'calendar.cancel-one' : 'calendar.remove')}
              </Button>
            )}
            <Button type="submit" form={formId} loading={isBusy}>
              {t(entry === null ? 'calendar.make' : 'calendar.save')}
            </Button>
          </Flex>
        ) : null}
      </Modal.Footer>
    </>
  );
}
