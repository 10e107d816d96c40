import { Box, Button, Flex, Radio, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';

import type { Side } from '../../../src/contracts';
import type { ConflictItem } from '../../../src/contracts/http';
import { fieldName } from '../text/fieldName';
import { sideText } from '../text/labels';
import { useText } from '../text/useText';
import { FieldValue, type FieldValueProps } from './FieldValue';

type Taken = Side | 'both';
interface FieldChoiceProps {
  conflict: ConflictItem;
  disabled: boolean;
  isBusy: boolean;
  onDecide: (fields: Record<string, Taken>) => void;
}

/** One answer for each field, where fields belong together for them all; nothing is preselected, for a choice that nobody has made is none. */
export function FieldChoice({ conflict: { title, units, both, strapi, microsoft }, disabled, isBusy, onDecide }: FieldChoiceProps) {
  const t = useText();
  const [taken, setTaken] = useState<Readonly<Record<string, Taken>>>({});
  const isComplete = units.every(([first = '']) => taken[first] !== undefined);
  const decide = () =>
    onDecide(Object.fromEntries(units.flatMap((unit) => unit.map((field) => [field, taken[unit[0] ?? ''] as Taken] as const))));
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {units.map((unit) => {
        const [first = ''] = unit;
        const name = unit.map((field) => fieldName(t, field)).join(', ');
        return (
          <OneField
            key={first}
            name={name}
            value={taken[first] ?? ''}
            disabled={disabled}
            onChange={(value) => setTaken((before) => ({ ...before, [first]: value }))}
            options={[
              ...(['strapi', 'microsoft'] as const).map((side) => ({
                value: side,
                label: t(sideText[side]),
                says: unit.map((field) => ({
                  field,
                  value: (side === 'strapi' ? strapi : microsoft)?.[field],
                  of: side === 'strapi' ? strapi : microsoft,
                })),
              })),
              ...(unit.every((field) => both.includes(field)) ? [{ value: 'both' as const, label: t('conflicts.both'), says: [] }] : []),
            ]}
          />
        );
      })}
      <div>
        <Button
          disabled={disabled || !isComplete}
          loading={isBusy}
          onClick={decide}
          aria-label={`${t('conflicts.decide-fields')}: ${title || t('held.untitled')}`}
        >
          {t('conflicts.decide-fields')}
        </Button>
      </div>
    </Flex>
  );
}

interface OneFieldProps {
  name: string;
  value: string;
  disabled: boolean;
  onChange: (value: Taken) => void;
  options: { value: Taken; label: string; says: FieldValueProps[] }[];
}

function OneField({ name, value, disabled, onChange, options }: OneFieldProps) {
  const labelId = useId();
  return (
    <Box>
      <Typography id={labelId} tag="div" variant="sigma" textColor="neutral600">
        {name}
      </Typography>
      <Radio.Group aria-labelledby={labelId} value={value} disabled={disabled} onValueChange={(chosen) => onChange(chosen as Taken)}>
        {options.map((option) => (
          <Radio.Item key={option.value} value={option.value}>
            {option.label}
            {option.says.length === 0 ? null : ': '}
            {option.says.map((one, index) => (
              <span key={index} style={{ overflowWrap: 'anywhere' }}>
                {index === 0 ? null : ' · '}
                <FieldValue {...one} />
              </span>
            ))}
          </Radio.Item>
        ))}
      </Radio.Group>
    </Box>
  );
}
