import { Field, Grid } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';

import { FieldLabel } from '../components/FieldLabel';
import { type Resource, RESOURCES } from '../../../src/contracts';
import { Card } from '../components/Card';
import { type TextKey, useText } from '../text/useText';
import { SwitchControl } from './controls';
import { type Draft, shownValue } from './form';
import { useLevel } from './LevelContext';

const integrations: Record<Resource, { label: TextKey; hint: TextKey }> = {
  calendar: { label: 'integration.calendar.label', hint: 'integration.calendar.hint' },
  tasks: { label: 'integration.tasks.label', hint: 'integration.tasks.hint' },
};

/** What of Microsoft 365 is synchronized in this Strapi at all; only the system decides that. */
export function IntegrationsCard() {
  const t = useText();
  return (
    <Card title={t('integrations.title')} intro={t('integrations.intro')}>
      <Grid.Root gap={6}>
        {RESOURCES.map((resource) => (
          <Grid.Item key={resource} col={6} xs={12} direction="column" alignItems="stretch">
            <Integration resource={resource} />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Card>
  );
}

function Integration({ resource }: { resource: Resource }) {
  const t = useText();
  const { isReadOnly, settings } = useLevel();
  const name = `integrations.${resource}`;
  const { value, error, onChange } = useField<boolean>(name);
  const enabled = `fields.${resource}Enabled`;
  const { value: isEnabled } = useField<Draft<boolean>>(enabled);
  /** Switched on it is meant to run: nobody has to find out that it is enabled for nobody. */
  const turn = (on: boolean) => {
    onChange(name, on);
    if (on && shownValue(settings.fields[`${resource}Enabled`], isEnabled ?? null) !== true) onChange(enabled, true);
  };
  return (
    <Field.Root name={name} hint={t(integrations[resource].hint)} error={error}>
      <FieldLabel>{t(integrations[resource].label)}</FieldLabel>
      <SwitchControl value={value === true} disabled={isReadOnly} onChange={(on) => turn(on === true)} />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}
