import { useIntl } from 'react-intl';

import type { AboutToSave } from '../../../src/contracts/http-calendar';
import { useConfirmation } from '../components/useConfirmation';
import { useLazyWeighMicrosoftSavingQuery } from '../services/saving';
import { useText } from '../text/useText';

/** So many are named; of more it is said how many there are. */
const MOST = 5;

/** Whoever changes many dates of a series is asked first about those that somebody has changed by themselves, for these become like the others. */
export function useGivenUpDates(zone: string) {
  const t = useText();
  const { formatDate, formatList } = useIntl();
  const [weigh] = useLazyWeighMicrosoftSavingQuery();
  const { ask: confirm, dialog } = useConfirmation();

  async function ask(about: (() => Promise<AboutToSave | null>) | undefined): Promise<boolean> {
    const asked = await about?.();
    if (!asked) return true;
    const { dropped } = await weigh({ ...asked, isOnCalendar: true }).unwrap();
    const count = dropped.length;
    if (count === 0) return true;
    const named = dropped.slice(0, MOST).map((start) => formatDate(start, { dateStyle: 'medium', timeZone: zone }));
    const more = count > MOST ? [t('calendar.given-up-more', { count: count - MOST })] : [];
    return confirm({
      title: t('calendar.given-up-title'),
      body: t('calendar.given-up', { count, dates: formatList([...named, ...more], { type: 'conjunction' }) }),
      confirm: t('calendar.given-up-do'),
    });
  }
  return { ask, dialog };
}
