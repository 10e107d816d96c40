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
  /** There is room for one line. */
  readonly isShort: boolean;
  /** The time is written out; else the axis shows it, and a tooltip and words for screen readers say it. */
  readonly hasTime: boolean;
}

/** What an event says in the grid, and the same in words for whoever cannot see its colour and its sign. */
export function EntryLabel({
  entry: { subject, location, isPrivate, standing },
  time,
  person,
  hasPlace,
  isShort,
  hasTime,
}: EntryLabelProps) {
  const t = useText();
  const isQuestion = standing.kind === 'held' || standing.kind === 'conflict';
  const words = subject === null ? t('calendar.private') : subject === '' ? t('calendar.untitled') : subject;
  return (
    <span className={isShort ? 'label short' : 'label'} title={!hasTime && time ? `${time} ${words}` : undefined}>
      {isQuestion ? <WarningCircle aria-hidden className="sign" /> : null}
      {standing.kind === 'waiting' ? <Clock aria-hidden className="sign" /> : null}
      {isPrivate ? <Lock aria-hidden className="sign" /> : null}
      {!time ? null : hasTime ? <span className="time">{time}</span> : <VisuallyHidden>{`${time} `}</VisuallyHidden>}
      <span className="subject">{words}</span>
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
