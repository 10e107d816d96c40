import { Box, Flex, Link, Typography } from '@strapi/design-system';

import type { ApplicationReading } from '../../../src/contracts';
import { type TextKey, useText } from '../text/useText';

const REGISTRATIONS = 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade';

type Mode = ApplicationReading['mode'];
const permissionsOf: Record<Mode, string[]> = {
  delegated: ['Calendars.ReadWrite', 'Tasks.ReadWrite', 'MailboxSettings.Read', 'User.Read', 'offline_access'],
  application: ['Calendars.ReadWrite', 'Tasks.ReadWrite.All', 'MailboxSettings.Read'],
};
const texts: Record<Mode, { permissions: TextKey; list: TextKey }> = {
  delegated: { permissions: 'application.how.permissions', list: 'application.permissions' },
  application: { permissions: 'application.how.permissions-application', list: 'application.permissions-application' },
};

/** What an administrator does at Microsoft, in the order of the fields below. */
export function ApplicationHowTo({ mode }: { mode: Mode }) {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Box tag="ol" paddingLeft={5} style={{ listStyle: 'decimal' }}>
        <Step>{t('application.how.register')}</Step>
        <Step>{t(texts[mode].permissions)}</Step>
        <Step>{t('application.how.secret')}</Step>
      </Box>
      <Flex tag="ul" gap={2} wrap="wrap" aria-label={t(texts[mode].list)}>
        {permissionsOf[mode].map((permission) => (
          <Box
            key={permission}
            tag="li"
            background="neutral150"
            hasRadius
            paddingLeft={2}
            paddingRight={2}
            paddingTop={1}
            paddingBottom={1}
          >
            <Typography tag="code" variant="pi" textColor="neutral800" style={{ fontFamily: 'monospace' }}>
              {permission}
            </Typography>
          </Box>
        ))}
      </Flex>
      <Box>
        <Link href={REGISTRATIONS} isExternal>
          {t('application.open-portal')}
        </Link>
      </Box>
    </Flex>
  );
}

function Step({ children }: { children: string }) {
  return (
    <Typography tag="li" textColor="neutral600" style={{ listStyle: 'inherit' }}>
      {children}
    </Typography>
  );
}
