import { useForm } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { useMatch } from 'react-router-dom';

import { changedValues } from './changedValues';
import { WouldBeHeld } from '../saving/WouldBeHeld';
import { useSavingMeans } from '../saving/useSavingMeans';

type Values = Readonly<Record<string, unknown>>;

/** The help of a field in our own forms, and below it what saving would have held of it. */
export function FieldHelp({ field, help }: { field: string; help: ReactNode }) {
  const uid = useMatch('/content-manager/:kind/:uid/*')?.params.uid ?? '';
  const values = useForm('microsoft-sync', (form) => form.values) as Values;
  const before = useForm('microsoft-sync', (form) => form.initialValues) as Values;
  const { documentId } = before;
  const isSaved = typeof documentId === 'string';
  const data = changedValues(values, isSaved ? before : {});
  const isChanged = Object.keys(isSaved ? data : changedValues(values, before)).length > 0;
  const heldOf = useSavingMeans(uid === '' || !isChanged ? null : { uid, documentId: isSaved ? documentId : null, data });
  return (
    <>
      {help}
      <WouldBeHeld why={heldOf(field, (code) => !isToldByInput(field, code))} />
    </>
  );
}

/** Inputs of ours say by themselves, and at once, what is wrong with their own value: also in other types, of which the server is not asked. */
const isToldByInput = (field: string, code: string): boolean =>
  /^rule-/.test(code) || toldByInputs.has(code) || (field === 'recurrence' && code === 'recurring-task-date');

const toldByInputs = new Set([
  'no-rule',
  'not-excluded-dates',
  'occurrence-cancelled',
  'not-json',
  'not-a-list-of-texts',
  'not-minutes',
  'zone-unknown',
  'ends-before-start',
  'checklist-no-list',
  'checklist-no-entry',
  'checklist-no-title',
]);
