import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { Side } from '../../../src/contracts';
import type { Explanation } from '../../../src/contracts/http';
import { Moment } from '../components/Moment';
import { Notice } from '../components/Notice';
import { useMay } from '../components/useMay';
import { useVisiblePolling, whenSeen } from '../components/useVisiblePolling';
import { permissions } from '../permissions';
import { PLUGIN_ID } from '../pluginId';
import { useGetMicrosoftExplanationQuery, useGetMicrosoftTypesQuery } from '../services/api';
import { failureOf } from '../services/failure';
import { fieldName } from '../text/fieldName';
import { heldText } from '../text/heldText';
import { kindText, originText, sideText, unsynchronizedTextOf } from '../text/labels';
import { useServerText } from '../text/useServerText';
import { useText } from '../text/useText';

const REFRESH_MILLISECONDS = 5000;

/** Beside an entry in the Content Manager: how it stands with Microsoft 365, and why. Null beside entries of types that are not synchronized. */
export function ExplainPanel({ model, documentId }: { model: string; documentId?: string | undefined }) {
  const mayReadAll = useMay(permissions.readSync);
  const mayReadOwn = useMay(permissions.readMe);
  const isAllowed = mayReadAll === true || mayReadOwn === true;
  const { data: types = [] } = useGetMicrosoftTypesQuery({ isOwn: mayReadAll !== true }, { skip: !isAllowed || mayReadAll === null });
  if (!isAllowed || !types.includes(model) || documentId === undefined || documentId === 'create') return null;
  return { title: 'Microsoft 365', content: <Told uid={model} documentId={documentId} isOwn={mayReadAll !== true} /> };
}

function Told(of: { uid: string; documentId: string; isOwn: boolean }) {
  const t = useText();
  const { data, error, isLoading } = useVisiblePolling(useGetMicrosoftExplanationQuery(of, whenSeen), REFRESH_MILLISECONDS);
  if (isLoading) return <Typography textColor="neutral600">{t('loading')}</Typography>;
  if (!data) return <Typography textColor="neutral600">{t(isOfOthers(error) ? 'explain.not-yours' : 'error.load')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%">
      {error ? <Notice tone="warning">{t('error.refresh')}</Notice> : null}
      {data.owner ? <Typography textColor="neutral800">{t('explain.owner', { name: data.owner.name })}</Typography> : null}
      <Typography textColor="neutral800">{t(data.link ? 'explain.linked' : 'explain.not-linked')}</Typography>
      {data.link ? (
        <Typography variant="pi" textColor="neutral600">
          {t('explain.agreed')} <Moment instant={data.link.agreedAt} />
        </Typography>
      ) : null}
      {data.unsynchronized ? <Notice tone="warning">{t(unsynchronizedTextOf(data.unsynchronized.code, data.hasOwnPage))}</Notice> : null}
      <Waiting explanation={data} isOwn={of.isOwn} />
      <Decisions decisions={data.decisions} origin={data.link?.origin ?? null} />
    </Flex>
  );
}

/** Somebody else's, or of people of whom nobody uses this panel. */
const isOfOthers = (error: unknown): boolean => ['out-of-reach', 'not-me'].includes(failureOf(error).code ?? '');

function Waiting({ explanation: { held, conflict }, isOwn }: { explanation: Explanation; isOwn: boolean }) {
  const t = useText();
  const serverText = useServerText();
  const to = (which: string) => `/settings/${PLUGIN_ID}/${isOwn ? 'me/' : ''}${which}`;
  return (
    <>
      {held ? (
        <Notice
          tone="warning"
          action={
            <Link tag={NavLink} to={to('held')}>
              {t('explain.to-held')}
            </Link>
          }
        >
          {serverText(heldText[held.code], held.message, true)}
        </Notice>
      ) : null}
      {conflict ? (
        <Notice
          tone="warning"
          action={
            <Link tag={NavLink} to={to('conflicts')}>
              {t('explain.to-conflicts')}
            </Link>
          }
        >
          {t('explain.conflict', { fields: conflict.fields.map((field) => fieldName(t, field)).join(', ') })}
        </Notice>
      ) : null}
    </>
  );
}

/** `origin`: of what is linked. What came in with a full read, or was linked longer ago than is kept, has nothing else to tell. */
function Decisions({ decisions, origin }: Pick<Explanation, 'decisions'> & { origin: Side | null }) {
  const t = useText();
  if (decisions.length === 0)
    return <Typography textColor="neutral600">{t(origin === null ? 'explain.nothing' : originText[origin])}</Typography>;
  return (
    <Box>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {t('explain.last')}
      </Typography>
      <Box tag="ul" paddingTop={2}>
        {decisions.slice(0, 5).map(({ at, side, kind, fields, why }) => (
          <Box tag="li" key={`${at} ${kind} ${side} ${fields.join()}`} paddingBottom={2} style={{ overflowWrap: 'anywhere' }}>
            <Typography tag="p" textColor="neutral800">
              {t(kindText[kind], { side: t(sideText[side]) })}
              {fields.length > 0 ? `: ${fields.map((field) => fieldName(t, field)).join(', ')}` : ''}
            </Typography>
            <Typography tag="p" variant="pi" textColor="neutral600">
              {why} · <Moment instant={at} />
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
