import { Box, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { type TextKey, useText } from '../text/useText';

interface ChoiceFilterProps {
  label: string;
  all: string; // what it says while nothing is filtered
  choices: Record<string, TextKey>;
  value: string;
  onChange: (value: string) => void;
}

/** One of a few values, or all. */
export function ChoiceFilter({ label, all, choices, value, onChange }: ChoiceFilterProps) {
  const t = useText();
  return (
    <Box flex="1 1 18rem" maxWidth={{ initial: '100%', medium: '30rem' }}>
      <SingleSelect
        aria-label={label}
        value={value in choices ? value : ALL}
        onChange={(chosen) => onChange(chosen === ALL ? '' : String(chosen))}
      >
        <SingleSelectOption value={ALL}>{all}</SingleSelectOption>
        {Object.entries(choices).map(([one, text]) => (
          <SingleSelectOption key={one} value={one}>
            {t(text)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
}

/** An empty value would mean to the design system that nothing is chosen. */
const ALL = 'all';
