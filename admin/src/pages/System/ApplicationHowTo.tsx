import { Box, Flex, Link, Typography } from '@strapi/design-system';

import { useText } from '../../text/useText';

const REGISTRATIONS = 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade';
const DELEGATED_PERMISSIONS = ['Calendars.ReadWrite', 'Tasks.ReadWrite', 'MailboxSettings.Read', 'User.Read', 'offline_access'];

/** What an administrator does at Microsoft, in the order of the fields below. */
export function ApplicationHowTo() {
  const t = useText();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography textColor="neutral600">{t('application.intro')}</Typography>
      <Box tag="ol" paddingLeft={5} style={{ listStyle: 'decimal' }}>
        <Step>{t('application.how.register')}</Step>
        <Step>{t('application.how.permissions')}</Step>
        <Step>{t('application.how.secret')}</Step>
      </Box>
      <Flex tag="ul" gap={2} wrap="wrap" aria-label={t('application.permissions')}>
        {DELEGATED_PERMISSIONS.map((permission) => (
          <Box key={permission} tag="li" background="neutral150" hasRadius paddingLeft={2} paddingRight={2} paddingTop={1} paddingBottom={1}>
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
