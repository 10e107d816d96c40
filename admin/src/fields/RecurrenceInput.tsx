import { Field, Flex, SingleSelect, SingleSelectOption, Textarea, TextButton, Typography } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';

import { FieldLabel } from '../components/FieldLabel';
import { Notice } from '../components/Notice';
import { ruleProblem } from '../recurrence/ruleProblem';
import { formOfRule, type Frequency, newForm, type RuleForm, ruleOfForm } from '../recurrence/ruleForm';
import { wordsOfRule } from '../recurrence/ruleWords';
import { type TextKey, useText } from '../text/useText';
import type { FieldProps } from './field';
import { useIsSaved, useSibling } from './field';
import { FieldGroup } from './FieldGroup';
import { NextDates } from './NextDates';
import { problemOf } from './rule';
import { RuleFields } from './RuleFields';
import { useSeriesStart } from './useSeriesStart';

const frequencyText: Record<Frequency, TextKey> = {
  daily: 'recurrence.daily',
  weekly: 'recurrence.weekly',
  monthly: 'recurrence.monthly',
  yearly: 'recurrence.yearly',
};
const NEVER = 'never';
const AS_TEXT = 'as-text';

/** A rule of Outlook's as people choose it, in words, with the dates that come next; its text is one click away. */
export default function RecurrenceInput(props: FieldProps) {
  const { name, label, labelAction, hint, required = false, disabled = false } = props;
  const t = useText();
  const intl = useIntl();
  const { value, error, initialValue, onChange } = useField<string | null>(name);
  const series = useSeriesStart(props);
  const excluded = useSibling(props, 'excludedDates');
  const isSaved = useIsSaved();
  const rule = (value ?? '').trim();
  const form = rule === '' ? null : formOrNull(rule, series.start);
  // Half a choice is no rule yet: it stays in the form until it is one.
  const [draft, setDraft] = useState<RuleForm | null>(null);
  const [isTextShown, setTextShown] = useState(false);
  const shown = draft ?? form;
  const isAsText = rule !== '' && shown === null;

  const set = (text: string) => onChange(name, text === '' ? null : text);
  const choose = (chosen: RuleForm) => {
    const text = ruleOfForm(chosen, series.start);
    setDraft(text === null ? chosen : null);
    if (text !== null) set(text);
  };
  const chooseFrequency = (chosen: string) => {
    setDraft(null);
    if (chosen === NEVER) set('');
    else if (chosen !== AS_TEXT) choose({ ...(form ?? newForm(series.start)), frequency: chosen as Frequency });
  };
  const problem =
    draft !== null ? t('recurrence.incomplete') : rule === '' ? null : problemOf(rule, series, (thrown) => ruleProblem(t, intl, thrown));
  const words = form === null ? null : wordsOfRule(t, intl, rule, series.start);
  const isHeldTask = series.isOfDates && isSaved && (initialValue ?? '') !== '' && (initialValue ?? '') !== (value ?? '');

  return (
    <FieldGroup {...{ name, label, labelAction, hint, required, error }}>
      <Flex gap={4} wrap="wrap" alignItems="flex-start">
        <Field.Root>
          <FieldLabel>{t('recurrence.repeats')}</FieldLabel>
          <SingleSelect
            value={isAsText ? AS_TEXT : (shown?.frequency ?? NEVER)}
            disabled={disabled}
            onChange={(chosen) => chooseFrequency(String(chosen))}
          >
            <SingleSelectOption value={NEVER}>{t('recurrence.never')}</SingleSelectOption>
            {Object.entries(frequencyText).map(([frequency, text]) => (
              <SingleSelectOption key={frequency} value={frequency}>
                {t(text)}
              </SingleSelectOption>
            ))}
            {isAsText ? <SingleSelectOption value={AS_TEXT}>{t('recurrence.as-text')}</SingleSelectOption> : null}
          </SingleSelect>
        </Field.Root>
        {shown ? <RuleFields form={shown} onChange={choose} isDisabled={disabled} /> : null}
      </Flex>
      {words === null ? null : (
        <Typography textColor="neutral800" fontWeight="bold" aria-live="polite">
          {words}
        </Typography>
      )}
      {problem === null ? null : (
        <Notice tone="warning" title={draft === null ? t('recurrence.would-be-held') : undefined}>
          {problem}
        </Notice>
      )}
      {isHeldTask ? <Notice tone="warning">{t('recurrence.held-task')}</Notice> : null}
      {form === null || problem !== null ? null : <NextDates rule={rule} series={series} excluded={excluded} />}
      {isTextShown || isAsText ? (
        <Field.Root hint={t('recurrence.text-hint')}>
          <FieldLabel>{t('recurrence.text')}</FieldLabel>
          <Textarea
            value={value ?? ''}
            disabled={disabled}
            onChange={(event) => {
              setDraft(null);
              set(event.target.value);
            }}
          />
          <Field.Hint />
        </Field.Root>
      ) : null}
      {isAsText ? null : (
        <TextButton onClick={() => setTextShown(!isTextShown)} aria-expanded={isTextShown}>
          {t(isTextShown ? 'recurrence.hide-text' : 'recurrence.show-text')}
        </TextButton>
      )}
    </FieldGroup>
  );
}

function formOrNull(...of: Parameters<typeof formOfRule>): RuleForm | null {
  try {
    return formOfRule(...of);
  } catch {
    return null; // shown as text, with what is wrong
  }
}
