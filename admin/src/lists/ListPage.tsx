import { Box, Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import type { ListPage as PageOf } from '../../../src/contracts/http';
import { AttentionBanner } from '../attention/AttentionBanner';
import { useAttention } from '../attention/useAttention';
import { type Column, DataTable } from '../components/DataTable';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { useText } from '../text/useText';
import { Pager } from './Pager';
import { SearchField } from './SearchField';
import type { ListState } from './useListQuery';

interface ListPageProps<R> {
  title: string;
  subtitle: string;
  searchLabel: string;
  empty: string; // what it says where there is nothing at all
  offer?: ReactNode; // and what one can do then
  list: ListState;
  query: { data?: PageOf<R>; error?: unknown; isFetching: boolean; refetch: () => unknown };
  filters?: ReactNode;
  before?: ReactNode; // above search and filters: what concerns all of it
  actions?: ReactNode; // between filters and rows: what can be done with several of them
  columns: Column<R>[];
  keyOf: (row: R) => string;
  isQuiet?: boolean; // refreshes itself, which nobody wants to hear of
}

/** A page that lists: header, what waits for somebody, search, filters, rows, pages; and what it says where there are none. */
export function ListPage<R>({ query, ...rest }: ListPageProps<R>) {
  const { isSettled } = useAttention();
  return (
    <Loaded title={rest.title} subtitle={rest.subtitle} queries={{ page: query }} isSettled={isSettled}>
      {({ page }) => <List {...rest} query={query} page={page} />}
    </Loaded>
  );
}

function List<R>({ title, subtitle, query, page, ...rest }: ListPageProps<R> & { page: PageOf<R> }) {
  const t = useText();
  return (
    <Page.Main aria-busy={query.isFetching && !rest.isQuiet}>
      <Page.Title>{t('page-title', { name: title })}</Page.Title>
      <Layouts.Header title={title} subtitle={subtitle} />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <AttentionBanner />
          {rest.before}
          <Flex gap={2} wrap="wrap" role="group" aria-label={t('list.filters')}>
            <SearchField
              label={rest.searchLabel}
              value={rest.list.query['search'] ?? ''}
              onSearch={(text) => rest.list.set('search', text)}
            />
            {rest.filters}
          </Flex>
          {rest.actions}
          {query.error ? <Notice tone="warning">{t('error.refresh')}</Notice> : null}
          <Rows title={title} page={page} {...rest} />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}

type RowsProps<R> = Pick<ListPageProps<R>, 'title' | 'empty' | 'offer' | 'list' | 'columns' | 'keyOf'> & { page: PageOf<R> };

function Rows<R>({ title, empty, offer, list, columns, keyOf, page }: RowsProps<R>) {
  const t = useText();
  if (page.items.length > 0)
    return (
      <Box>
        <DataTable label={title} columns={columns} rows={page.items} keyOf={keyOf} />
        <Pager page={page.page} pageSize={page.pageSize} total={page.total} addressOf={list.addressOf} />
      </Box>
    );
  const isElsewhere = list.isFiltered || page.page > 1;
  return (
    <EmptyStateLayout
      icon={<EmptyDocuments width="16rem" aria-hidden />}
      content={isElsewhere ? t('list.nothing-found') : empty}
      action={
        isElsewhere ? (
          <Button variant="secondary" onClick={list.clear}>
            {t('list.show-all')}
          </Button>
        ) : (
          <>{offer}</>
        )
      }
    />
  );
}
