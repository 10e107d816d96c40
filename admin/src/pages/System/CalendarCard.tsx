import { Field, Grid } from '@strapi/design-system';
import { useField, useForm } from '@strapi/strapi/admin';

import { settingFields } from '../../../../src/settings/fields';
import { Card } from '../../components/Card';
import { ChoiceControl, SwitchControl } from '../../components/controls';
import { Notice } from '../../components/Notice';
import { conflictResolutionText, directionText } from '../../text/labels';
import { useText } from '../../text/useText';
import { SystemField } from './SystemField';
import type { SystemForm } from './systemForm';

export function CalendarCard({ disabled }: { disabled: boolean }) {
  const t = useText();
  const integration = useField<boolean>('integrations.calendar');
  const direction = useForm('CalendarCard', (form) => (form.values as SystemForm).fields.calendarDirection);
  const isBidirectional = (direction ?? settingFields.calendarDirection.default) === 'bidirectional';

  return (
    <Card title={t('calendar.title')} intro={t('calendar.intro')}>
      <Grid.Root gap={5}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root name="integrations.calendar" hint={t('integration.calendar.hint')} error={integration.error}>
            <Field.Label>{t('integration.calendar.label')}</Field.Label>
            <SwitchControl
              value={integration.value === true}
              disabled={disabled}
              onChange={(on) => integration.onChange('integrations.calendar', on === true)}
            />
            <Field.Error />
            <Field.Hint />
          </Field.Root>
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <SystemField field="calendarEnabled" label={t('calendar.enabled.label')} hint={t('calendar.enabled.hint')} disabled={disabled}>
            {SwitchControl}
          </SystemField>
        </Grid.Item>
        {integration.value === true ? null : (
          <Grid.Item col={12} direction="column" alignItems="stretch">
            <Notice tone="information">{t('integration.calendar.is-off')}</Notice>
          </Grid.Item>
        )}
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <SystemField field="calendarDirection" label={t('direction.label')} hint={t('direction.hint')} disabled={disabled}>
            {(control) => <ChoiceControl {...control} texts={directionText} />}
          </SystemField>
        </Grid.Item>
        {isBidirectional ? (
          <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
            <SystemField field="calendarConflictResolution" label={t('conflict.label')} hint={t('conflict.hint')} disabled={disabled}>
              {(control) => <ChoiceControl {...control} texts={conflictResolutionText} />}
            </SystemField>
          </Grid.Item>
        ) : null}
      </Grid.Root>
    </Card>
  );
}
