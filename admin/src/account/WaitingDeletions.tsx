import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { DeletionsPage, Resource } from '../../../src/contracts';
import { type Column, DataTable } from '../components/DataTable';
import { EntryLink } from '../decisions/EntryTitle';
import { failureOf } from '../services/failure';
import type { Whose } from '../services/paths';
import { useGetMicrosoftDeletionsQuery } from '../services/waiting';
import { sideText } from '../text/labels';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';

const ROWS = 10;

/** What would be deleted, and where, if somebody let the run go on. */
export function WaitingDeletions({ user, resource }: Whose & { resource: Resource }) {
  const t = useText();
  const failureText = useFailureText();
  const [page, setPage] = useState(1);
  const query = useGetMicrosoftDeletionsQuery({ user, resource, page: String(page), pageSize: String(ROWS) });
  if (query.error) return <Typography textColor="danger600">{failureText(failureOf(query.error))}</Typography>;
  if (!query.data) return null;
  const { items, total, sides } = query.data;
  const pages = Math.max(1, Math.ceil(total / ROWS));
  const columns: Column<DeletionsPage['items'][number]>[] = [
    {
      head: t('preview.item'),
      cell: ({ title, uid, documentId }) => <EntryLink title={title} uid={uid ?? ''} documentId={uid === null ? null : documentId} />,
    },
    { head: t('guard.where'), cell: ({ side }) => t(sideText[side]) },
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={2} aria-busy={query.isFetching} width="100%">
      <Typography>
        {[
          ...(sides.strapi > 0 ? [t('guard.in-strapi', { count: sides.strapi })] : []),
          ...(sides.microsoft > 0 ? [t('guard.in-microsoft', { count: sides.microsoft })] : []),
        ].join(' ')}
      </Typography>
      {items.length > 0 ? (
        <DataTable
          label={t('guard.list')}
          columns={columns}
          rows={items}
          keyOf={({ side, documentId, microsoftId }) => [side, documentId, microsoftId].join(' ')}
        />
      ) : null}
      {pages > 1 ? (
        <Flex gap={2} alignItems="center" wrap="wrap">
          <Button variant="tertiary" disabled={page <= 1} onClick={() => setPage(page - 1)}>
            {t('list.previous')}
          </Button>
          <Typography variant="pi" textColor="neutral600">
            {t('list.range', { from: (page - 1) * ROWS + 1, to: Math.min(page * ROWS, total), total })}
          </Typography>
          <Button variant="tertiary" disabled={page >= pages} onClick={() => setPage(page + 1)}>
            {t('list.next')}
          </Button>
        </Flex>
      ) : null}
    </Flex>
  );
}
