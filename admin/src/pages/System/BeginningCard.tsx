import { Flex, Link, Typography } from '@strapi/design-system';
import { CheckCircle, Information } from '@strapi/icons';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';

import { RESOURCES } from '../../../../src/contracts';
import { Card } from '../../components/Card';
import { useMay } from '../../components/useMay';
import { permissions } from '../../permissions';
import { PLUGIN_ID } from '../../pluginId';
import { useGetMicrosoftStatusPeopleQuery } from '../../services/api';
import { useLevel } from '../../settings/LevelContext';
import { useText } from '../../text/useText';

const TOTALS = { pageSize: '1' };

/** Who is connected, for whoever may know. */
export function useConnected() {
  const maySync = useMay(permissions.readSync);
  const people = useGetMicrosoftStatusPeopleQuery(TOTALS, { skip: maySync !== true, refetchOnMountOrArgChange: true });
  return { maySync, people };
}

/** What there is to do before the first event travels, in this order; gone once all of it is done. */
export function BeginningCard() {
  const t = useText();
  const { application, settings } = useLevel();
  const mayMe = useMay(permissions.readMe) === true;
  const mayUsers = useMay(permissions.readUsers) === true;
  const { maySync, people } = useConnected();
  const connected = people.data ? Object.values(people.data.totals).reduce((sum, count) => sum + count, 0) : null;
  const isEntered =
    application !== null &&
    !!application.clientId &&
    !!application.tenantId &&
    (application.clientSecret.isSet || application.certificate.isSet);
  const isTaken = isEntered && application.problem === undefined;
  const isOn = RESOURCES.some((resource) => settings.integrations[resource] && settings.fields[`${resource}Enabled`].effective);
  const isUsed = connected !== null && connected > 0;
  if ((isTaken && isOn && isUsed) || (maySync === true && connected === null)) return null;
  return (
    <Card title={t('beginning.title')} intro={t('beginning.intro')}>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={3}>
        <Step isDone={isTaken} name={t('beginning.application')}>
          {t(isTaken ? 'beginning.application-done' : isEntered ? 'beginning.application-problem' : 'beginning.application-todo')}
        </Step>
        <Step isDone={isOn} name={t('beginning.switch')}>
          {t(isOn ? 'beginning.switch-done' : 'beginning.switch-todo')}
        </Step>
        <Step isDone={isUsed} name={t('beginning.connect')}>
          {isUsed ? t('beginning.connect-done', { count: connected }) : t('beginning.connect-todo')}{' '}
          <Flex gap={4} wrap="wrap" paddingTop={1}>
            {mayMe ? <Way to="me">{t('beginning.to-me')}</Way> : null}
            {mayUsers ? <Way to="users?state=not-connected">{t('beginning.to-users')}</Way> : null}
          </Flex>
        </Step>
      </Flex>
    </Card>
  );
}

function Step({ isDone, name, children }: { isDone: boolean; name: string; children: ReactNode }) {
  const t = useText();
  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      {isDone ? (
        <CheckCircle role="img" aria-label={t('beginning.done')} fill="success600" width="2rem" height="2rem" style={{ flexShrink: 0 }} />
      ) : (
        <Information role="img" aria-label={t('beginning.open')} fill="primary600" width="2rem" height="2rem" style={{ flexShrink: 0 }} />
      )}
      <Flex direction="column" alignItems="flex-start" minWidth={0}>
        <Typography fontWeight="semiBold" textColor="neutral800">
          {name}
        </Typography>
        <Typography tag="div" textColor="neutral600">
          {children}
        </Typography>
      </Flex>
    </Flex>
  );
}

const Way = ({ to, children }: { to: string; children: string }) => (
  <Link tag={NavLink} to={`/settings/${PLUGIN_ID}/${to}`}>
    {children}
  </Link>
);
