import { VisuallyHidden } from '@strapi/design-system';
import { Clock, Lock, WarningCircle } from '@strapi/icons';

import type { CalendarEntry } from '../../../src/contracts/http-calendar';
import { useText } from '../text/useText';
import { standingText } from './standing';

interface EntryLabelProps {
  readonly entry: CalendarEntry;
  readonly time: string | null;
  /** Null: there is only one whose calendar is shown. */
  readonly person: string | null;
  /** There is room for it. */
  readonly hasPlace: boolean;
}

/** What an event says in the grid, and the same in words for whoever cannot see its colour and its sign. */
export function EntryLabel({ entry: { subject, location, isPrivate, standing }, time, person, hasPlace }: EntryLabelProps) {
  const t = useText();
  const isQuestion = standing.kind === 'held' || standing.kind === 'conflict';
  return (
    <span className="label">
      {isQuestion ? <WarningCircle aria-hidden className="sign" /> : null}
      {standing.kind === 'waiting' ? <Clock aria-hidden className="sign" /> : null}
      {isPrivate ? <Lock aria-hidden className="sign" /> : null}
      {time ? <span className="time">{time}</span> : null}
      <span className="subject">{subject === null ? t('calendar.private') : subject === '' ? t('calendar.untitled') : subject}</span>
      {location && hasPlace ? <span className="location">{location}</span> : null}
      <VisuallyHidden>
        {[
          person,
          isPrivate && subject !== null ? t('calendar.private') : null,
          standing.kind === 'same' ? null : t(standingText[standing.kind]),
        ]
          .filter((words) => words !== null)
          .map((words) => `, ${words}`)
          .join('')}
      </VisuallyHidden>
    </span>
  );
}
