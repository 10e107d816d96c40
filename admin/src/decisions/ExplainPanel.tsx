import { Box, Button, Flex, Link, TextButton, Typography } from '@strapi/design-system';
import { useForm } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import { NavLink } from 'react-router-dom';

import type { Side } from '../../../src/contracts';
import type { Explanation } from '../../../src/contracts/http';
import { useSyncNow } from '../account/useSyncNow';
import { LiveRegion } from '../components/LiveRegion';
import { Moment } from '../components/Moment';
import { Notice } from '../components/Notice';
import { useWhen } from '../days/useWhen';
import { useMay } from '../components/useMay';
import { useVisiblePolling, whenSeen } from '../components/useVisiblePolling';
import { permissions } from '../permissions';
import { PLUGIN_ID } from '../pluginId';
import { useGetMicrosoftExplanationQuery, useGetMicrosoftTypesQuery } from '../services/api';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { fieldName } from '../text/fieldName';
import { deletionKeptText, deletionMailText, deletionText } from '../text/deletionTexts';
import { kindText, originText, sideText, unsynchronizedTextOf } from '../text/labels';
import { useReasonText } from '../text/reasonText';
import { useHeldText } from '../text/useHeldText';
import { useText } from '../text/useText';
import { useSeriesNamed } from './useSeriesNamed';

const REFRESH_MILLISECONDS = 5000;
/** While somebody waits to see it sent. */
const WAITING_MILLISECONDS = 1000;
const FIRST_DECISIONS = 5;

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
  const query = useGetMicrosoftExplanationQuery(of, whenSeen);
  const isWaiting = query.data ? query.data.waitingSince !== null : false;
  const { data, error, isLoading } = useVisiblePolling(query, isWaiting ? WAITING_MILLISECONDS : REFRESH_MILLISECONDS);
  useRefetchedAfterSaving(query);
  if (isLoading) return <Typography textColor="neutral600">{t('loading')}</Typography>;
  if (!data && isOfOthers(error)) return <Typography textColor="neutral600">{t('explain.not-yours')}</Typography>;
  if (!data)
    return (
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <Typography textColor="neutral600" role="alert">
          {t('explain.failed')}
        </Typography>
        <TextButton onClick={() => void query.refetch()}>{t('retry')}</TextButton>
      </Flex>
    );
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
      <Occurrence explanation={data} />
      <Deletion deletion={data.deletion} />
      <LiveRegion gap={4}>{data.waitingSince ? <Waits since={data.waitingSince} /> : null}</LiveRegion>
      {data.unsynchronized ? <Unsynchronized {...data.unsynchronized} hasOwnPage={data.hasOwnPage} /> : null}
      <Waiting explanation={data} isOwn={of.isOwn} />
      <Flex gap={4} wrap="wrap">
        {data.link && data.user !== null ? <SyncNow user={of.isOwn ? undefined : data.user} /> : null}
        {data.webLink ? (
          <Link href={data.webLink} isExternal>
            {t('explain.to-outlook')}
          </Link>
        ) : null}
      </Flex>
      <Decisions decisions={data.decisions} mailbox={data.mailbox} origin={data.link?.origin ?? null} />
    </Flex>
  );
}

/** A save leaves a mark, which is sent at once: whoever saved sees it wait and go. */
function useRefetchedAfterSaving({ refetch, isUninitialized }: { refetch: () => unknown; isUninitialized: boolean }): void {
  const isSaving = useForm('ExplainPanel', ({ isSubmitting }) => isSubmitting);
  const was = useRef(isSaving);
  useEffect(() => {
    if (was.current && !isSaving && !isUninitialized) void refetch();
    was.current = isSaving;
  }, [isSaving, isUninitialized, refetch]);
}

function Waits({ since }: { since: string }) {
  const t = useText();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((now - Date.parse(since)) / 1000));
  return <Notice tone="information">{t('explain.waiting', { seconds })}</Notice>;
}

/** "Occurrence of “Stand-up”, every Tuesday: …", or what is known of that. */
function Occurrence({ explanation: { originalStart, series } }: { explanation: Explanation }) {
  const t = useText();
  const whenOf = useWhen();
  const isAllDay = useForm('ExplainPanel', ({ values }) => (values as Readonly<Record<string, unknown>>)['isAllDay']);
  const named = useSeriesNamed(series);
  if (!originalStart)
    return named === null ? null : <Typography textColor="neutral800">{t('explain.series', { series: named })}</Typography>;
  const when = whenOf(originalStart, { isAllDay: series?.start.isAllDay ?? isAllDay, timeZone: series?.start.zone });
  const text = named === null ? t('explain.occurrence', { when }) : t('explain.occurrence-of', { when, series: named });
  return <Typography textColor="neutral800">{text}</Typography>;
}

/** What is so, and what to do; of what takes no part, why. */
function Unsynchronized({ code, reason, hasOwnPage }: NonNullable<Explanation['unsynchronized']> & Pick<Explanation, 'hasOwnPage'>) {
  const t = useText();
  const reasonText = useReasonText();
  return (
    <Notice tone="warning">
      {t(unsynchronizedTextOf(code, hasOwnPage))} {reason ? reasonText(reason, '') : null}
    </Notice>
  );
}

/** Before it is done; where people would be told of it, that is said too. */
function Deletion({ deletion }: Pick<Explanation, 'deletion'>) {
  const t = useText();
  if (!deletion) return null;
  const { does, reason, mails, tells } = deletion;
  const kept = reason ? deletionKeptText[reason.code] : undefined;
  return (
    <Typography variant="pi" textColor="neutral600">
      {t(kept ?? deletionText[does])} {mails > 0 ? t(deletionMailText[tells], { count: mails }) : null}
    </Typography>
  );
}

/** Of one's own account, or, with the permission for it, of the owner's. */
function SyncNow({ user }: Whose) {
  const t = useText();
  const may = useMay(user === undefined ? permissions.updateMe : permissions.runSync) === true;
  const sync = useSyncNow({ user });
  if (!may) return null;
  return (
    <>
      <Button size="S" variant="secondary" loading={sync.isSyncing} onClick={sync.start}>
        {t('sync.now')}
      </Button>
      {sync.error ? <Typography textColor="danger600">{sync.error}</Typography> : null}
    </>
  );
}

/** Somebody else's, or of people of whom nobody uses this panel. */
const isOfOthers = (error: unknown): boolean => ['out-of-reach', 'not-me'].includes(failureOf(error).code ?? '');

function Waiting({ explanation: { held, conflict }, isOwn }: { explanation: Explanation; isOwn: boolean }) {
  const t = useText();
  const heldText = useHeldText();
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
          {heldText(held)}
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
function Decisions({ decisions, mailbox, origin }: Pick<Explanation, 'decisions' | 'mailbox'> & { origin: Side | null }) {
  const t = useText();
  const reasonText = useReasonText();
  const [isWhole, setWhole] = useState(false);
  if (decisions.length === 0)
    return <Typography textColor="neutral600">{t(origin === null ? 'explain.nothing' : originText[origin])}</Typography>;
  return (
    <Box>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {t('explain.last')}
      </Typography>
      <Box tag="ul" paddingTop={2}>
        {decisions.slice(0, isWhole ? undefined : FIRST_DECISIONS).map(({ at, side, kind, fields, why, reason, edited }) => (
          <Box tag="li" key={`${at} ${kind} ${side} ${fields.join()}`} paddingBottom={2} style={{ overflowWrap: 'anywhere' }}>
            <Typography tag="p" textColor="neutral800">
              {t(kindText[kind], { side: t(sideText[side]) })}
              {fields.length > 0 ? `: ${fields.map((field) => fieldName(t, field)).join(', ')}` : ''}
            </Typography>
            {edited ? <WhoChangedIt {...{ at, side, edited, mailbox }} /> : null}
            <Typography tag="p" variant="pi" textColor="neutral600">
              {reasonText(reason, why)} · <Moment instant={at} />
            </Typography>
          </Box>
        ))}
      </Box>
      {isWhole || decisions.length <= FIRST_DECISIONS ? null : (
        <TextButton onClick={() => setWhole(true)}>{t('explain.all', { count: decisions.length })}</TextButton>
      )}
    </Box>
  );
}

/** Longer than this an edit has waited for something, and what is said then are the times of both. */
const SOON_SECONDS = 600;

/** "Anna Weber saved it in Strapi · sent to anna@example.com · 3 s", as far as it is known. */
function WhoChangedIt({
  at,
  side,
  edited,
  mailbox,
}: Pick<Explanation['decisions'][number], 'at' | 'side'> &
  Pick<Explanation, 'mailbox'> & { edited: NonNullable<Explanation['decisions'][number]['edited']> }) {
  const t = useText();
  const seconds = Math.round((Date.parse(at) - Date.parse(edited.at)) / 1000);
  const where = mailbox ?? t('explain.who-microsoft');
  const name = edited.byName;
  const toMicrosoft = [name === null ? t('explain.who-strapi') : t('explain.who-strapi-by', { name }), t('explain.who-sent', { where })];
  return (
    <Typography tag="p" variant="pi" textColor="neutral600">
      {(side === 'microsoft' ? toMicrosoft : [t('explain.who-there', { where })]).join(' · ')} ·{' '}
      {seconds >= 0 && seconds <= SOON_SECONDS ? t('explain.who-seconds', { seconds }) : <Moment instant={edited.at} />}
    </Typography>
  );
}
