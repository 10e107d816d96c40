import { Box, Checkbox, Field, Flex, Typography } from '@strapi/design-system';
import { Lock } from '@strapi/icons';
import type { ReactNode } from 'react';
import { FieldLabel } from '../components/FieldLabel';

export interface InheritedControl<V> {
  value: V | '';
  disabled: boolean;
  onChange: (value: V | '') => void;
}

interface InheritedFieldProps<V> {
  name: string;
  label: string;
  hint?: string;
  error?: string;
  value: V | '' | null; // null: inherits
  inherited: V; // what counts as long as this level says nothing
  inheritLabel: string; // Use Default, Use System, Use Organization
  inheritedFrom: string; // where the greyed value comes from, in words
  locked: string | null; // who forbids an own value, in words
  disabled?: boolean;
  aside?: ReactNode; // beside the checkbox
  onChange: (value: V | '' | null) => void;
  children: (control: InheritedControl<V>) => ReactNode;
}

/**
 * A setting that a level may leave to the one above. Inheriting, it shows the inherited value greyed; clearing the checkbox makes
 * that value its own, to go on from; setting it gives the own value up.
 */
export function InheritedField<V>(props: InheritedFieldProps<V>) {
  const {
    name,
    label,
    hint,
    error,
    value,
    inherited,
    inheritLabel,
    inheritedFrom,
    locked,
    disabled = false,
    aside,
    onChange,
    children,
  } = props;
  const inherits = value === null || locked !== null;
  return (
    <Field.Root name={name} error={error} hint={hint}>
      <Flex direction="column" alignItems="stretch" gap={1}>
        <FieldLabel>{label}</FieldLabel>
        {/* The key gives an inheriting control a new life: Strapi's NumberInput would go on showing what was typed before. */}
        <Box key={inherits ? 'inherited' : 'own'}>
          {children({ value: inherits ? inherited : value, disabled: disabled || inherits, onChange })}
        </Box>
        <Field.Error />
        <Field.Hint />
        {locked === null ? (
          <Flex gap={5} wrap="wrap" paddingTop={1}>
            <Checkbox
              aria-label={`${inheritLabel}: ${label}`}
              checked={value === null}
              disabled={disabled}
              onCheckedChange={(checked) => onChange(checked === true ? null : inherited)}
            >
              {inheritLabel}
            </Checkbox>
            {aside}
          </Flex>
        ) : null}
        {inherits ? <From isLocked={locked !== null}>{locked ?? inheritedFrom}</From> : null}
      </Flex>
    </Field.Root>
  );
}

function From({ isLocked, children }: { isLocked: boolean; children: string }) {
  return (
    <Flex gap={2} alignItems="flex-start">
      {isLocked ? (
        <Box shrink={0} paddingTop="1px">
          <Lock aria-hidden fill="neutral600" width="1.2rem" height="1.2rem" />
        </Box>
      ) : null}
      <Typography variant="pi" textColor="neutral600">
        {children}
      </Typography>
    </Flex>
  );
}
