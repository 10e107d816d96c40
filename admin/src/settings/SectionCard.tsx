import { Grid } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';

import { Card } from '../components/Card';
import { Notice } from '../components/Notice';
import { SystemPageLink } from '../components/SystemPageLink';
import { resourceText } from '../text/labels';
import { useText } from '../text/useText';
import { type LevelForm, shownValue } from './form';
import { useLevel } from './LevelContext';
import type { Section, SettingName } from './sections';
import { SettingField } from './SettingField';

const directions = { calendar: 'calendarDirection', tasks: 'tasksDirection' } as const;

const lockExplanation = { system: 'lock.explain-system', organization: 'lock.explain-organization' } as const;

/** Settings that belong together. Conflict Resolution is shown only where both sides may write. */
export function SectionCard({ section: { title, intro, resource, settings: names } }: { section: Section }) {
  const t = useText();
  const { scope, settings } = useLevel();
  const form = useForm('SectionCard', (state) => state.values as LevelForm);
  const isOff = resource !== null && !form.integrations[resource];
  const direction = resource === null ? null : directions[resource];
  const isOneWay = direction !== null && shownValue(settings.fields[direction], form.fields[direction]) !== 'bidirectional';
  const isShown = (name: SettingName) => !(isOneWay && name.endsWith('ConflictResolution'));

  return (
    <Card title={t(title)} intro={scope.level === 'user' ? t(intro) : `${t(intro)} ${t(lockExplanation[scope.level])}`}>
      {isOff ? (
        <Notice tone="information" action={scope.level === 'system' ? null : <SystemPageLink />}>
          {t('integration.is-off', { resource: t(resourceText[resource]) })}
        </Notice>
      ) : null}
      <Grid.Root gap={6}>
        {names.filter(isShown).map((name) => (
          <Grid.Item key={name} col={6} xs={12} direction="column" alignItems="stretch">
            <SettingField setting={name} />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Card>
  );
}
