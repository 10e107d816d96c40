import { Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { CalendarEntry } from '../../../src/contracts/http-calendar';
import { Notice } from '../components/Notice';
import { fieldName } from '../text/fieldName';
import { useHeldText } from '../text/useHeldText';
import { useText } from '../text/useText';
import { standingText, wayToDecide } from './standing';

/** How an entry stands with Microsoft 365, why, and where one decides about it. */
export function EntryStanding({ entry: { standing }, isOwn }: { entry: Pick<CalendarEntry, 'standing'>; isOwn: boolean }) {
  const t = useText();
  const heldText = useHeldText();
  const way = wayToDecide(standing, isOwn);
  const isQuestion = standing.kind === 'held' || standing.kind === 'conflict';
  const why =
    standing.kind === 'held'
      ? heldText(standing)
      : standing.kind === 'conflict'
        ? t('explain.conflict', { fields: standing.fields.map((field) => fieldName(t, field)).join(', ') })
        : undefined;
  return (
    <Notice
      tone={isQuestion ? 'warning' : standing.kind === 'same' ? 'success' : 'information'}
      title={t(standingText[standing.kind])}
      action={
        way === null ? undefined : (
          <Link tag={NavLink} to={way}>
            {t(standing.kind === 'held' ? 'explain.to-held' : 'explain.to-conflicts')}
          </Link>
        )
      }
    >
      {why}
    </Notice>
  );
}
