import { Box, Button, Checkbox, Flex, IconButton, TextButton, TextInput, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Plus, Trash } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import { useEffect, useRef } from 'react';

import { Notice } from '../components/Notice';
import { useReasonText } from '../text/reasonText';
import { useText } from '../text/useText';
import { moved, problemOfChecklist, type Step, stepsOf } from './checklist';
import type { FieldProps } from './field';
import { FieldGroup } from './FieldGroup';

/** The steps of a task: ticked, named, put in order and taken away, with the mouse or without. Enter goes on to the next one. */
export default function ChecklistInput({ name, label, labelAction, hint, required = false, disabled = false }: FieldProps) {
  const t = useText();
  const reasonText = useReasonText();
  const { value, error, onChange } = useField<unknown>(name);
  const list = useRef<HTMLUListElement>(null);
  const focusOn = useRef<string | null>(null);
  const steps = stepsOf(value);
  useEffect(() => {
    if (focusOn.current === null) return;
    list.current?.querySelector<HTMLElement>(focusOn.current)?.focus();
    focusOn.current = null;
  });
  const set = (after: readonly Step[], focus: string | null = null) => {
    focusOn.current = focus;
    onChange(name, after.length === 0 ? null : [...after]);
  };
  if (steps === null)
    return (
      <FieldGroup {...{ name, label, labelAction, hint, required, error }}>
        <Notice
          tone="warning"
          title={t('recurrence.would-be-held')}
          action={<TextButton onClick={() => set([])}>{t('checklist.empty')}</TextButton>}
        >
          {reasonText(problemOfChecklist(value), '')}
        </Notice>
      </FieldGroup>
    );
  const change = (at: number, part: Partial<Step>) => set(steps.map((step, index) => (index === at ? { ...step, ...part } : step)));
  const add = (at: number) => set([...steps.slice(0, at), { title: '', isChecked: false }, ...steps.slice(at)], named(at));
  const remove = (at: number) =>
    set(
      steps.filter((_, index) => index !== at),
      named(Math.max(0, at - 1)),
    );
  const isUnnamed = steps.some(({ title }) => title.trim() === '');
  return (
    <FieldGroup {...{ name, label, labelAction, hint, required, error }}>
      {steps.length === 0 ? <Typography textColor="neutral600">{t('checklist.none')}</Typography> : null}
      <Flex tag="ul" ref={list} direction="column" alignItems="stretch" gap={2}>
        {steps.map(({ title, isChecked }, at) => (
          <Flex tag="li" key={at} gap={2}>
            <Checkbox
              checked={isChecked}
              disabled={disabled}
              aria-label={t('checklist.tick', { title })}
              onCheckedChange={(isOn) => change(at, { isChecked: isOn === true })}
            />
            <Box flex="1" minWidth={0}>
              <TextInput
                data-step={at}
                aria-label={t('checklist.title', { nth: at + 1 })}
                value={title}
                disabled={disabled}
                onChange={(event) => change(at, { title: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') {
                    event.preventDefault(); // of the form
                    add(at + 1);
                  }
                  if (event.key === 'Backspace' && title === '') {
                    event.preventDefault();
                    remove(at);
                  }
                }}
              />
            </Box>
            <IconButton
              data-up={at}
              label={t('checklist.up', { title })}
              disabled={disabled || at === 0}
              onClick={() => set(moved(steps, at, -1), at === 1 ? named(0) : `[data-up="${at - 1}"]`)}
            >
              <ArrowUp />
            </IconButton>
            <IconButton
              data-down={at}
              label={t('checklist.down', { title })}
              disabled={disabled || at === steps.length - 1}
              onClick={() => set(moved(steps, at, 1), at === steps.length - 2 ? named(at + 1) : `[data-down="${at + 1}"]`)}
            >
              <ArrowDown />
            </IconButton>
            <IconButton label={t('checklist.remove', { title })} disabled={disabled} onClick={() => remove(at)}>
              <Trash />
            </IconButton>
          </Flex>
        ))}
      </Flex>
      {isUnnamed ? <Notice tone="warning">{t('checklist.unnamed')}</Notice> : null}
      <div>
        <Button variant="secondary" size="S" startIcon={<Plus aria-hidden />} disabled={disabled} onClick={() => add(steps.length)}>
          {t('checklist.add')}
        </Button>
      </div>
    </FieldGroup>
  );
}

const named = (at: number): string => `[data-step="${at}"]`;
