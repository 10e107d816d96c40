import { Box, EmptyStateLayout, Flex, Link, Typography } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router-dom';

import type { Direction, NamedSeries, PlannedAction, Resource } from '../../../src/contracts';
import type { Preview } from '../../../src/contracts/http';
import { type Column, DataTable } from '../components/DataTable';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { useMay } from '../components/useMay';
import { ChoiceFilter } from '../lists/ChoiceFilter';
import { useListQuery } from '../lists/useListQuery';
import { permissions } from '../permissions';
import { PLUGIN_ID } from '../pluginId';
import { useGetMicrosoftPreviewQuery } from '../services/api';
import type { Whose } from '../services/paths';
import { fieldName } from '../text/fieldName';
import { useReasonText } from '../text/reasonText';
import { directionText, kindText, resourceText, sideText } from '../text/labels';
import { type TextKey, useText } from '../text/useText';
import { EntryLink } from './EntryTitle';
import { useSeriesNamed } from './useSeriesNamed';

const names = ['resource', 'direction'];

/** What the next run would do, item by item, with the mails it would cause. Nothing is written for it. */
export function PreviewPage({ user, navigation }: { user?: string; navigation: ReactNode }) {
  const t = useText();
  const list = useListQuery(names);
  const resource: Resource = list.query['resource'] === 'tasks' ? 'tasks' : 'calendar';
  const direction = directionOf(list.query['direction']);
  const query = useGetMicrosoftPreviewQuery({
    ...(user === undefined ? {} : { user }),
    ...(direction === null ? {} : { direction }),
    resource,
  });
  return (
    <Loaded title={t('preview.title')} subtitle={t('preview.subtitle')} queries={{ preview: query }} way={navigation}>
      {({ preview }) => (
        <Page.Main aria-busy={query.isFetching}>
          <Page.Title>{t('page-title', { name: t('preview.title') })}</Page.Title>
          <Layouts.Header title={t('preview.title')} subtitle={t('preview.subtitle')} navigationAction={navigation} />
          <Layouts.Content>
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Flex gap={2} wrap="wrap" role="group" aria-label={t('list.filters')}>
                <ChoiceFilter
                  label={t('status.resource')}
                  all={t('resource.calendar')}
                  choices={{ tasks: resourceText.tasks }}
                  value={resource}
                  onChange={(value) => list.set('resource', value)}
                />
                <ChoiceFilter
                  label={t('direction.label')}
                  all={t('preview.direction-set')}
                  choices={directionText}
                  value={direction ?? ''}
                  onChange={(value) => list.set('direction', value)}
                />
              </Flex>
              {direction === null ? null : (
                <Notice tone="information">{t('preview.as-if', { direction: t(directionText[direction]) })}</Notice>
              )}
              <Waiting waiting={preview.waiting} of={{ user, resource }} />
              <Plan preview={preview} />
            </Flex>
          </Layouts.Content>
        </Page.Main>
      )}
    </Loaded>
  );
}

const directionOf = (given: string | undefined): Direction | null =>
  given !== undefined && Object.hasOwn(directionText, given) ? (given as Direction) : null;

/** What waits for somebody is no step of the next run, and the sides are not the same because of it. */
function Waiting({
  waiting: { conflicts, held },
  of: { user, resource },
}: Pick<Preview, 'waiting'> & { of: Whose & { resource: Resource } }) {
  const t = useText();
  const mayReadSync = useMay(permissions.readSync) === true;
  const to = (which: 'conflicts' | 'held') =>
    `/settings/${PLUGIN_ID}/${user === undefined ? `me/${which}?` : `${which}?user=${encodeURIComponent(user)}&`}resource=${resource}`;
  const way = (which: 'conflicts' | 'held', name: TextKey) =>
    user === undefined || mayReadSync ? (
      <Link tag={NavLink} to={to(which)}>
        {t(name)}
      </Link>
    ) : null;
  return (
    <>
      {conflicts > 0 ? (
        <Notice tone="warning" action={way('conflicts', 'explain.to-conflicts')}>
          {t('preview.conflicts', { count: conflicts })}
        </Notice>
      ) : null}
      {held > 0 ? (
        <Notice tone="warning" action={way('held', 'explain.to-held')}>
          {t('preview.held', { count: held })}
        </Notice>
      ) : null}
    </>
  );
}

function Plan({ preview: { actions, total, waiting } }: { preview: Preview }) {
  const t = useText();
  const reasonText = useReasonText();
  const mailed = new Set(actions.flatMap(({ mails }) => mails));
  if (total === 0)
    return (
      <Box tag="section" aria-label={t('preview.title')}>
        <EmptyStateLayout
          icon={<EmptyDocuments width="16rem" aria-hidden />}
          content={t(waiting.conflicts + waiting.held > 0 ? 'preview.nothing-new' : 'preview.empty')}
        />
      </Box>
    );
  const columns: Column<PlannedAction>[] = [
    {
      head: t('preview.item'),
      cell: ({ item }) => (
        <>
          <EntryLink
            title={item.title}
            uid={item.uid ?? ''}
            documentId={item.uid === null || item.documentId?.startsWith('preview-') ? null : item.documentId}
          />
          {item.series ? <OfSeries {...item} series={item.series} /> : null}
        </>
      ),
    },
    { head: t('preview.action'), cell: ({ kind, side }) => t(kindText[kind], { side: t(sideText[side]) }) },
    { head: t('preview.fields'), cell: ({ fields }) => fields.map((field) => fieldName(t, field)).join(', ') || t('value.empty') },
    { head: t('preview.mails'), cell: ({ mails }) => mails.join(', ') || t('preview.nobody') },
    { head: t('preview.why'), cell: ({ why, reason }) => reasonText(reason, why) },
  ];
  return (
    <Box tag="section" aria-label={t('preview.title')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Notice tone={mailed.size > 0 ? 'warning' : 'information'}>{t('preview.summary', { count: total, mails: mailed.size })}</Notice>
        <DataTable
          label={t('preview.title')}
          columns={columns}
          rows={actions}
          keyOf={({ side, kind, item }) => [side, kind, item.documentId, item.microsoftId, item.title].join(' ')}
        />
        {total > actions.length ? (
          <Typography textColor="neutral600">{t('preview.more', { count: total - actions.length })}</Typography>
        ) : null}
      </Flex>
    </Box>
  );
}

/** Of a series, or of an occurrence that is named by its date. */
function OfSeries({ series, microsoftId }: { series: NamedSeries; microsoftId: string | null }) {
  const t = useText();
  const named = useSeriesNamed(series);
  if (named === null) return null;
  return (
    <Typography tag="p" variant="pi" textColor="neutral600">
      {t(microsoftId?.startsWith('OID.') ? 'preview.occurrence-of' : 'preview.series', { series: named })}
    </Typography>
  );
}
