import { Field, Flex, Radio } from '@strapi/design-system';

import { FieldLabel } from '../components/FieldLabel';
import { useText } from '../text/useText';
import type { Scope } from './scope';

const scopes = ['this', 'this-and-following', 'series'] as const;
const scopeText = {
  this: 'calendar.scope-this',
  'this-and-following': 'calendar.scope-following',
  series: 'calendar.scope-series',
} as const;

export function ScopeChoice({ value, onChange }: { value: Scope; onChange: (scope: Scope) => void }) {
  const t = useText();
  return (
    <Field.Root>
      <FieldLabel>{t('calendar.scope')}</FieldLabel>
      <Radio.Group aria-label={t('calendar.scope')} value={value} onValueChange={(chosen) => onChange(chosen as Scope)}>
        <Flex gap={4} wrap="wrap">
          {scopes.map((scope) => (
            <Radio.Item key={scope} value={scope}>
              {t(scopeText[scope])}
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
    </Field.Root>
  );
}
