import { Button, Flex, Link, Loader, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';

import type { Resource } from '../../../src/contracts';
import type { Preview } from '../../../src/contracts/http';
import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { PLUGIN_ID } from '../pluginId';
import { useGetMicrosoftPreviewQuery } from '../services/api';
import { failureOf } from '../services/failure';
import { useStartMicrosoftSyncMutation } from '../services/waiting';
import { resourceText } from '../text/labels';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';
import { countsText, listFormatter } from './runTexts';

const NAMED = 3;

/** The first run has read, and writes nothing to the mailbox before its person has seen what. Shown until they have started it. */
export function StartNotice({ resource, disabled }: { resource: Resource; disabled: boolean }) {
  const t = useText();
  const failureText = useFailureText();
  const preview = useGetMicrosoftPreviewQuery({ resource });
  const [start, request] = useStartMicrosoftSyncMutation();
  const error = request.error ?? preview.error;
  const name = t(resourceText[resource]);
  return (
    <Notice
      tone="warning"
      title={t('start.title', { resource: name })}
      action={
        <Flex gap={3} wrap="wrap">
          <Button
            aria-label={`${t('start.button')}: ${name}`}
            disabled={disabled || !preview.data}
            loading={request.isLoading}
            onClick={() => void start({ resource })}
          >
            {t('start.button')}
          </Button>
          <Link tag={NavLink} aria-label={`${t('start.preview')}: ${name}`} to={`/settings/${PLUGIN_ID}/me/preview?resource=${resource}`}>
            {t('start.preview')}
          </Link>
        </Flex>
      }
    >
      <LiveRegion gap={4}>
        {error ? <Typography textColor="danger600">{failureText(failureOf(error))}</Typography> : null}
        {preview.data ? <Numbers preview={preview.data} /> : error ? null : <Loader small>{t('start.counting')}</Loader>}
      </LiveRegion>
      {t('start.until-then')}
    </Notice>
  );
}

function Numbers({ preview: { actions, sides } }: { preview: Preview }) {
  const t = useText();
  const formatList = listFormatter(useIntl());
  const written = actions.filter(({ side, kind }) => side === 'microsoft' && kind !== 'hold' && kind !== 'conflict' && kind !== 'link');
  const mailed = new Set(written.flatMap(({ mails }) => mails)).size;
  const { create: created, update: updated, delete: deleted } = sides.microsoft;
  const names = written.slice(0, NAMED).map(({ item }) => item.title || t('held.untitled'));
  return (
    <span>
      {t('start.numbers', { counts: countsText({ created, updated, deleted }, t, formatList), names: formatList(names) })}{' '}
      {t('start.mails', { count: mailed })}
    </span>
  );
}
