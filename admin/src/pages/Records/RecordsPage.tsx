import { Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';

import { RESOURCES } from '../../../../src/contracts';
import { AttentionBanner } from '../../attention/AttentionBanner';
import { useAttention } from '../../attention/useAttention';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { useMay } from '../../components/useMay';
import { permissions } from '../../permissions';
import { useGetMicrosoftRecordsQuery } from '../../services/records';
import { useText } from '../../text/useText';
import { AdoptCard } from './AdoptCard';
import { ConfirmCard } from './ConfirmCard';
import { HomeCard } from './HomeCard';

/** Which content types hold events and tasks, what waits to be confirmed, and how entries get from one to another. */
export function RecordsPage() {
  const t = useText();
  const mayUpdate = useMay(permissions.updateSettings) === true;
  const query = useGetMicrosoftRecordsQuery();
  const { isSettled } = useAttention();
  return (
    <Loaded title={t('records.title')} subtitle={t('records.subtitle')} queries={{ records: query }} isSettled={isSettled}>
      {({ records: { homes, names } }) => {
        const ofHost = homes.filter(({ isBuiltIn }) => !isBuiltIn);
        return (
          <Page.Main aria-busy={query.isFetching}>
            <Page.Title>{t('page-title', { name: t('records.title') })}</Page.Title>
            <Layouts.Header title={t('records.title')} subtitle={t('records.subtitle')} />
            <Layouts.Content>
              <Flex direction="column" alignItems="stretch" gap={6}>
                <AttentionBanner />
                {ofHost.length === 0 ? <Notice tone="information">{t('records.empty')}</Notice> : null}
                {RESOURCES.map((resource) => {
                  const waiting = ofHost.filter((home) => home.resource === resource && home.confirmation.state !== 'confirmed');
                  return waiting.length === 0 ? null : (
                    <ConfirmCard key={resource} resource={resource} waiting={waiting} mayUpdate={mayUpdate} />
                  );
                })}
                {homes.map((home) => (
                  <HomeCard key={`${home.resource} ${home.name}`} home={home} names={names} />
                ))}
                {mayUpdate && ofHost.length > 0 ? <AdoptCard homes={homes} /> : null}
              </Flex>
            </Layouts.Content>
          </Page.Main>
        );
      }}
    </Loaded>
  );
}
