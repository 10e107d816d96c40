import { Box, Combobox, ComboboxOption, Field, Flex, TextButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useField } from '@strapi/strapi/admin';
import { useState } from 'react';

import { FieldLabel } from '../components/FieldLabel';
import { Notice } from '../components/Notice';
import { type TextKey, useText } from '../text/useText';
import { categoriesOf, withCategory } from './categories';
import type { FieldProps } from './field';
import { FieldGroup } from './FieldGroup';
import { colourOf, colourOfPreset } from './outlookColours';
import { useOutlookCategories } from './useOutlookCategories';

/** What Outlook begins with. */
const usual: readonly TextKey[] = [
  'category.red',
  'category.orange',
  'category.yellow',
  'category.green',
  'category.blue',
  'category.purple',
];

/** Categories as Outlook shows them: chosen among those of the owner's mailbox, or typed. */
export default function CategoriesInput({ name, label, labelAction, hint, required = false, disabled = false }: FieldProps) {
  const t = useText();
  const { value, error, onChange } = useField<unknown>(name);
  const [typed, setTyped] = useState('');
  const categories = categoriesOf(value);
  const set = (names: readonly string[]) => onChange(name, names.length === 0 ? null : [...names]);
  const add = (category: string) => {
    const names = withCategory(categories ?? [], category);
    if (names !== null) set(names);
    setTyped('');
  };
  const outlook = useOutlookCategories();
  const colour = (category: string) =>
    colourOfPreset(outlook.list?.find((one) => one.name === category)?.colour ?? null) ?? colourOf(category);
  const names = outlook.list?.map((one) => one.name) ?? usual.map((key) => t(key));
  const offered = names.filter((category) => !categories?.includes(category));
  return (
    <FieldGroup {...{ name, label, labelAction, hint, required, error }}>
      {categories === null ? (
        <Notice
          tone="warning"
          title={t('recurrence.would-be-held')}
          action={<TextButton onClick={() => set([])}>{t('category.empty')}</TextButton>}
        >
          {t('category.unreadable')}
        </Notice>
      ) : null}
      {categories !== null && categories.length > 0 ? (
        <Flex tag="ul" gap={2} wrap="wrap">
          {categories.map((category) => (
            <li key={category}>
              <Flex gap={2} background="neutral100" borderColor="neutral200" hasRadius paddingLeft={2} paddingRight={1}>
                <Colour colour={colour(category)} />
                <Box style={{ overflowWrap: 'anywhere' }}>{category}</Box>
                <RemoveButton
                  label={t('category.remove', { category })}
                  isDisabled={disabled}
                  onClick={() => set(categories.filter((one) => one !== category))}
                />
              </Flex>
            </li>
          ))}
        </Flex>
      ) : null}
      {disabled || categories === null ? null : (
        <Field.Root>
          <FieldLabel>{t('category.add')}</FieldLabel>
          <Combobox
            loading={outlook.isLoading}
            loadingMessage={t('category.loading')}
            creatable
            value=""
            textValue={typed}
            onTextValueChange={setTyped}
            placeholder={t('category.placeholder')}
            createMessage={(category) => t('category.create', { category })}
            noOptionsMessage={() => t('category.none-left')}
            onChange={(category) => (category ? add(category) : undefined)} // also what is typed when the field is left
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || typed.trim() === '' || event.currentTarget.getAttribute('aria-activedescendant')) return;
              event.preventDefault(); // of the list, which would only close, and of the form
              add(typed);
            }}
            onCreateOption={(category) => add(category ?? '')}
          >
            {offered.map((category) => (
              <ComboboxOption key={category} value={category} textValue={category}>
                <Flex gap={2}>
                  <Colour colour={colour(category)} />
                  {category}
                </Flex>
              </ComboboxOption>
            ))}
          </Combobox>
          {outlook.again ? (
            <Flex gap={2} wrap="wrap">
              <Typography variant="pi" textColor="neutral600">
                {t('category.failed')}
              </Typography>
              <TextButton onClick={outlook.again}>{t('retry')}</TextButton>
            </Flex>
          ) : null}
        </Field.Root>
      )}
    </FieldGroup>
  );
}

const Colour = ({ colour }: { colour: string }) => (
  <Box aria-hidden width="1.2rem" height="1.2rem" hasRadius shrink={0} style={{ background: colour }} />
);

const RemoveButton = ({ label, isDisabled, onClick }: { label: string; isDisabled: boolean; onClick: () => void }) => (
  <Flex
    tag="button"
    type="button"
    aria-label={label}
    disabled={isDisabled}
    onClick={onClick}
    padding={2}
    background="transparent"
    borderWidth="0"
    cursor="pointer"
  >
    <Cross aria-hidden fill="neutral800" width="1rem" height="1rem" />
  </Flex>
);
