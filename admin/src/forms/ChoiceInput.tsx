import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';

import { FieldLabel } from '../components/FieldLabel';
import type { FieldProps } from '../fields/field';
import { useText } from '../text/useText';
import { choiceText } from './choices';

interface ChoiceInputProps extends Omit<FieldProps, 'attribute'> {
  readonly attribute?: { readonly enum?: readonly string[] };
}

/** One of Graph's values, in words. */
export function ChoiceInput({ name, label, labelAction, hint, required = false, disabled = false, attribute }: ChoiceInputProps) {
  const t = useText();
  const { value, error, onChange } = useField<string | null>(name);
  return (
    <Field.Root name={name} error={error} hint={hint} required={required}>
      <FieldLabel action={labelAction}>{label}</FieldLabel>
      <SingleSelect value={value ?? ''} disabled={disabled} onChange={(chosen) => onChange(name, String(chosen))}>
        {(attribute?.enum ?? []).map((one) => {
          const text = choiceText(one);
          return (
            <SingleSelectOption key={one} value={one}>
              {text ? t(text) : one}
            </SingleSelectOption>
          );
        })}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
