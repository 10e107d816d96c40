import { Grid } from '@strapi/design-system';

import { Card } from '../../components/Card';
import { NumberControl } from '../../components/controls';
import { useText } from '../../text/useText';
import { SystemField } from './SystemField';

export function ScheduleCard({ disabled }: { disabled: boolean }) {
  const t = useText();
  return (
    <Card title={t('schedule.title')} intro={t('schedule.intro')}>
      <Grid.Root gap={5}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <SystemField field="syncIntervalMinutes" label={t('interval.label')} hint={t('interval.hint')} disabled={disabled}>
            {NumberControl}
          </SystemField>
        </Grid.Item>
      </Grid.Root>
    </Card>
  );
}
