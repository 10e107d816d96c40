import { useEffect, useMemo, useState } from 'react';

import type { AboutToSave, SavingMeans } from '../../../src/contracts/http-calendar';
import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { useWeighMicrosoftSavingQuery } from '../services/saving';
import { useReasonText } from '../text/reasonText';

/** Whoever types is not interrupted. */
const PAUSE_MILLISECONDS = 400;
const none: SavingMeans['held'] = [];

/** What would be held, field by field, if somebody saved now; as the server says it. Null: nothing has been changed. */
export function useSavingMeans(
  about: AboutToSave | null | undefined,
  { isOnCalendar = false }: { isOnCalendar?: boolean } = {},
): (field: string, isTold?: (code: string) => boolean) => readonly string[] {
  const reasonText = useReasonText();
  const mayAsk = useMay(isOnCalendar ? permissions.readCalendar : permissions.readMe) === true;
  const now = about ? JSON.stringify(about) : null;
  const [paused, setPaused] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(now), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [now]);
  const asked = useMemo(() => ({ ...(JSON.parse(paused ?? '{}') as AboutToSave), isOnCalendar }), [paused, isOnCalendar]);
  const { data } = useWeighMicrosoftSavingQuery(asked, { skip: !mayAsk || now === null || paused === null });
  const held = now === null || paused === null ? none : (data?.held ?? none);
  return (field, isTold = () => true) =>
    held
      .filter(({ fields, reason }) => fields.includes(field) && isTold(reason?.code ?? ''))
      .map(({ reason, message }) => reasonText(reason, message));
}
