import { Box, Flex, Typography } from '@strapi/design-system';

import { type Direction, type Resource, RESOURCES, type SettingsReading } from '../../../../src/contracts';
import type { LevelSettings } from '../../../../src/contracts/http';
import { resourceText } from '../../text/labels';
import { type Text, type TextKey, useText } from '../../text/useText';

/** What will be read and written once somebody is connected, by the settings that count; nobody has to find it out afterwards. */
export function WhatConnectDoes({ settings }: { settings: LevelSettings }) {
  const t = useText();
  const mayWrite = RESOURCES.some((one) => isOn(settings, one) && directionOf(settings.fields, one) !== 'microsoft-to-strapi');
  return (
    <Box>
      <Typography tag="h3" variant="omega" fontWeight="bold" textColor="neutral800">
        {t('connect-does.title')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2}>
        {RESOURCES.map((resource) => (
          <li key={resource}>
            <Typography fontWeight="semiBold" textColor="neutral800">
              {t(resourceText[resource])}
            </Typography>
            <Typography tag="p" textColor="neutral600">
              {sentencesOf(settings, resource, t).join(' ')}
            </Typography>
          </li>
        ))}
      </Flex>
      {mayWrite ? (
        <Typography tag="p" textColor="neutral600" paddingTop={2}>
          {t('connect-does.start')}
        </Typography>
      ) : null}
    </Box>
  );
}

const directionTexts: Record<Direction, TextKey> = {
  bidirectional: 'connect-does.both',
  'microsoft-to-strapi': 'connect-does.to-strapi',
  'strapi-to-microsoft': 'connect-does.to-microsoft',
};
const privateTexts = {
  full: 'connect-does.private-full',
  'busy-only': 'connect-does.private-busy',
  skip: 'connect-does.private-skip',
} as const satisfies Record<string, TextKey>;

const isOn = ({ fields, integrations }: LevelSettings, resource: Resource): boolean =>
  integrations[resource] && fields[`${resource}Enabled`].effective;

const directionOf = (fields: SettingsReading, resource: Resource): Direction => fields[`${resource}Direction`].effective;

function sentencesOf(settings: LevelSettings, resource: Resource, t: Text): string[] {
  if (!isOn(settings, resource)) return [t('connect-does.off')];
  const { fields } = settings;
  const direction = directionOf(fields, resource);
  const isRead = direction !== 'strapi-to-microsoft';
  return [
    t(directionTexts[direction]),
    resource === 'tasks'
      ? t('connect-does.tasks')
      : t('connect-does.window', { past: fields.calendarPastDays.effective, future: fields.calendarFutureDays.effective }),
    ...(resource === 'calendar' && isRead ? [t(privateTexts[fields.calendarPrivateEvents.effective])] : []),
  ];
}
