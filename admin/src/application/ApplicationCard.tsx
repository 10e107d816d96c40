import { Button } from '@strapi/design-system';
import { useField, useForm } from '@strapi/strapi/admin';

import type { AccountReason } from '../../../src/contracts';
import { Card } from '../components/Card';
import { Notice } from '../components/Notice';
import { useConfirmation } from '../components/useConfirmation';
import { useLevel } from '../settings/LevelContext';
import { reasonText } from '../text/labels';
import { useText } from '../text/useText';
import { ApplicationFields } from './ApplicationFields';
import { type ApplicationForm, applicationFormOf, emptyApplication } from './form';
import { CheckApplication } from './CheckApplication';
import { SharedApplication } from './SharedApplication';

/** Of an application it is its secret that cannot be read any more, and not somebody's sign-in. */
const problemText = (reason: AccountReason) => (reason === 'encryption-key-changed' ? 'application.unreadable' : reasonText[reason]);

/** The Azure application of the system, or of an organization, which may bring its own and give it back. */
export function ApplicationCard() {
  const t = useText();
  const { scope, application: reading, isReadOnly } = useLevel();
  const { ask, dialog } = useConfirmation();
  const onChange = useForm('ApplicationCard', (form) => form.onChange);
  const { value: form } = useField<ApplicationForm>('application');
  if (reading === null || form === undefined) return null;

  const isOfOrganization = scope.level === 'organization';
  const giveBack = async () => {
    const isSure = await ask({
      title: t('application.give-back.title'),
      body: t('application.give-back.body'),
      confirm: t('application.give-back'),
    });
    if (isSure) onChange('application', emptyApplication);
  };

  return (
    <Card
      title={t('application.title')}
      intro={t(isOfOrganization ? 'application.intro-organization' : 'application.intro')}
      aside={
        isOfOrganization && form.isOwn && !isReadOnly ? (
          <Button variant="danger-light" onClick={() => void giveBack()}>
            {t('application.give-back')}
          </Button>
        ) : null
      }
    >
      {form.isOwn ? (
        <>
          {reading.problem ? (
            <Notice tone="danger" title={t('application.problem')}>
              {t(problemText(reading.problem.reason))}
            </Notice>
          ) : null}
          <ApplicationFields application={reading} disabled={isReadOnly || reading.source === 'configuration'} />
          {/* Until an own one is saved, the system's would be checked. */}
          {isOfOrganization && reading.source !== 'organization' ? null : <CheckApplication disabled={isReadOnly} />}
        </>
      ) : reading.source === 'organization' ? (
        <Notice
          tone="warning"
          action={
            <Button variant="tertiary" onClick={() => onChange('application', applicationFormOf(scope.level, reading))}>
              {t('application.keep-own')}
            </Button>
          }
        >
          {t('application.will-be-given-back')}
        </Notice>
      ) : (
        <SharedApplication
          application={reading}
          onAdd={isReadOnly ? null : () => onChange('application', { ...emptyApplication, isOwn: true })}
        />
      )}
      {dialog}
    </Card>
  );
}
