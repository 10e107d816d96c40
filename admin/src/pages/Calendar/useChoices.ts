import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

import { type Choices, isView, keepChoices, readChoices } from '../../calendar/choices';
import type { View } from '../../calendar/Grid';
import { isDate } from '../../../../src/time';

/** What is looked at: view and date stand in the address, so that a link leads there; the rest this browser keeps. */
export function useChoices(usual: { view: View; date: string }) {
  const [params, setParams] = useSearchParams();
  const [kept, setKept] = useState(() => readChoices(localStorage));
  const named = { view: params.get('view'), date: params.get('date') };
  const view = isView(named.view) ? named.view : usual.view;
  const date = isDate(named.date) ? named.date : usual.date;
  const keep = useCallback((part: Partial<Choices>) => {
    setKept((before) => {
      const next = { ...before, ...part };
      keepChoices(localStorage, next);
      return next;
    });
  }, []);
  const go = useCallback(
    (to: { view?: View; date?: string }) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(to)) next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { view, date, kept, keep, go };
}
