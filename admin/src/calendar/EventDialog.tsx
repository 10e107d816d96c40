import { Button, Flex, Link, Modal, Typography } from '@strapi/design-system';
import { useEffect, useId, useState } from 'react';
import { NavLink } from 'react-router-dom';

import type { EventItem } from '../../../src/contracts';
import type { CalendarEntry, CalendarPeople, CalendarPerson } from '../../../src/contracts/http-calendar';
import { Notice } from '../components/Notice';
import { useLazyGetCalendarItemQuery } from '../services/calendar';
import { failureOf } from '../services/failure';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';
import { EntryStanding } from './EntryStanding';
import { EventFacts } from './EventFacts';
import { EventFields } from './EventFields';
import { changesOf, emptyForm, type EventForm, formOf, heldBy, newEvent } from './eventForm';
import { ScopeChoice } from './ScopeChoice';
import type { Times } from './shownTimes';
import { wayToEntry } from './standing';
import type { Changes, Scope } from './useChanges';

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
  const { opened, zone, onClose } = props;
  const t = useText();
  const failureText = useFailureText();
  const [readItem, reading] = useLazyGetCalendarItemQuery();
  const entry = opened.kind === 'entry' ? opened.entry : null;
  const isHidden = entry !== null && entry.subject === null;
  const item = reading.data as EventItem | undefined;
  useEffect(() => {
    if (entry && entry.subject !== null) void readItem({ user: entry.user, resource: 'calendar', documentId: entry.documentId });
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
        ) : entry !== null && reading.error ? (
          <Modal.Body>
            <Notice tone="danger">{failureText(failureOf(reading.error))}</Notice>
          </Modal.Body>
        ) : entry !== null && (!item || reading.isFetching) ? (
          <Modal.Body>
            <Typography>{t('loading')}</Typography>
          </Modal.Body>
        ) : (
          <Loaded
            key={entry?.documentId ?? 'new'}
            {...props}
            item={item ?? null}
            before={item && entry ? formOf(item, entry, zone) : emptyForm(timesOfNew(opened), zone)}
          />
        )}
      </Modal.Content>
    </Modal.Root>
  );
}

const timesOfNew = (opened: Opened): Times => (opened.kind === 'new' ? opened.times : opened.entry);

function Loaded({
  opened,
  people,
  me,
  homes,
  zone,
  secondZone,
  changes,
  onClose,
  item,
  before,
}: EventDialogProps & { item: EventItem | null; before: EventForm }) {
  const t = useText();
  const failureText = useFailureText();
  const formId = useId();
  const entry = opened.kind === 'entry' ? opened.entry : null;
  const writable = people.filter(({ canWrite }) => canWrite);
  const [user, setUser] = useState(entry?.user ?? writable.find(({ id }) => id === me)?.id ?? writable[0]?.id ?? '');
  const [form, setForm] = useState(before);
  const [scope, setScope] = useState<Scope>('this');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const home = homes.find(({ uid, isForNew }) => (entry === null ? isForNew : uid === entry.uid));
  const canWrite = entry === null || (writable.some(({ id }) => id === entry.user) && !entry.isOfOthers);
  const isPart = entry !== null && entry.series !== null && entry.originalStart !== null;
  const fields = home?.fields ?? [];

  async function save() {
    setProblem(null);
    const data = entry === null ? newEvent(form, zone) : null;
    const changed = entry === null ? null : changesOf(before, form, zone);
    if (data === null && changed === null) return setProblem(t('calendar.times-wrong'));
    setBusy(true);
    try {
      if (entry === null) await changes.makeEvent(user, heldBy(data ?? {}, fields));
      else if (changed !== null && (changed.to !== null || Object.keys(changed.data).length > 0))
        await changes.changeEvent(entry, scope, { to: changed.to, data: heldBy(changed.data, fields), before: item ?? {} });
      onClose();
    } catch (error) {
      setProblem(failureText(failureOf(error)));
      setBusy(false);
    }
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
          {canWrite ? (
            <form
              id={formId}
              onSubmit={(event) => {
                event.preventDefault();
                void save();
              }}
            >
              <Flex direction="column" alignItems="stretch" gap={4}>
                {isPart ? <ScopeChoice value={scope} onChange={setScope} /> : null}
                <EventFields
                  form={form}
                  onChange={setForm}
                  fields={fields}
                  zone={zone}
                  secondZone={secondZone}
                  hasRule={!isPart || scope === 'this-and-following'}
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
                  changes.removeEvent(entry, scope);
                  onClose();
                }}
              >
                {t(isPart && scope === 'this' ? 'calendar.cancel-one' : 'calendar.remove')}
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
