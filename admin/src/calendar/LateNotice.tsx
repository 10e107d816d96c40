import { Button, Flex } from '@strapi/design-system';
import { useEffect, useRef } from 'react';

import { Facts } from '../components/Facts';
import { Notice } from '../components/Notice';
import { FieldValue } from '../decisions/FieldValue';
import { fieldName } from '../text/fieldName';
import { type TextKey, useText } from '../text/useText';
import type { EventForm } from './eventForm';
import { timesOf } from './shownTimes';
import { useWhenText } from './useWhenText';

interface LateNoticeProps {
  /** What somebody else has changed; without what they changed in fields that the form does not have. */
  readonly changed: readonly (keyof EventForm)[];
  /** Of that, what was typed otherwise here. */
  readonly both: readonly (keyof EventForm)[];
  readonly now: EventForm;
  readonly zone: string;
  readonly onTake: () => void;
}

/** Somebody else has changed the event that is being edited. It stands above what was typed, and says what is another one now. */
export function LateNotice({ changed, both, now, zone, onTake }: LateNoticeProps) {
  const t = useText();
  const whenText = useWhenText();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void place.current?.scrollIntoView({ block: 'nearest' }); // newer browsers give a promise, which would be taken for what clears up
  }, [changed]);
  const times = timesOf(now.wall, zone);
  const nameOf = (name: keyof EventForm): string =>
    name === 'wall' ? t('calendar.when') : name === 'isPrivate' ? t('calendar.private') : fieldName(t, name);
  const facts = changed.map((name) => ({
    name: both.includes(name) ? t('calendar.late-both', { field: nameOf(name) }) : nameOf(name),
    value: name === 'wall' ? times === null ? '' : whenText(times, zone) : <FieldValue field={name} value={now[name]} of={null} />,
  }));
  return (
    <div role="alert" ref={place}>
      <Notice
        tone="warning"
        title={t('calendar.late-title')}
        action={
          <Button variant="secondary" onClick={onTake}>
            {t('calendar.late-take')}
          </Button>
        }
      >
        <Flex direction="column" alignItems="stretch" gap={3}>
          <span>{t((both.length === 0 ? 'calendar.late-apart' : 'calendar.late-form') satisfies TextKey)}</span>
          <Facts facts={facts} />
        </Flex>
      </Notice>
    </div>
  );
}
