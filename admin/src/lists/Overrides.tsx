import { Badge, Flex, Typography } from '@strapi/design-system';

import { settingNames } from '../../../src/settings/fields';
import { resourceOf, type SettingName, settingTexts } from '../settings/sections';
import { resourceText } from '../text/labels';
import { useText } from '../text/useText';

const NAMED = 3;

/** Which settings a level decides itself: how many, and the first of them by name. */
export function Overrides({ names }: { names: readonly string[] }) {
  const t = useText();
  const known = settingNames.filter((name) => names.includes(name));
  if (known.length === 0) return <Typography textColor="neutral600">{t('overrides.none')}</Typography>;
  const nameOf = (name: SettingName) => {
    const resource = resourceOf(name);
    const label = t(settingTexts[name].label);
    return resource === null ? label : t('overrides.of-resource', { resource: t(resourceText[resource]), setting: label });
  };
  const named = known.slice(0, NAMED).map(nameOf).join(', ');
  const more = known.length - NAMED;
  return (
    <Flex gap={2} alignItems="flex-start">
      <Badge active aria-label={t('overrides.count', { count: known.length })}>
        {known.length}
      </Badge>
      <Typography variant="pi" textColor="neutral600" title={known.map(nameOf).join(', ')}>
        {more > 0 ? t('overrides.and-more', { names: named, count: more }) : named}
      </Typography>
    </Flex>
  );
}
