import { Box, Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { Layouts, Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import type { ListPage } from '../../../src/contracts/http';
import { Loaded } from '../components/Loaded';
import { Notice } from '../components/Notice';
import { ChoiceFilter } from '../lists/ChoiceFilter';
import { OrganizationFilter } from '../lists/OrganizationFilter';
import { Pager } from '../lists/Pager';
import { SearchField } from '../lists/SearchField';
import type { ListState } from '../lists/useListQuery';
import { resourceText } from '../text/labels';
import { type TextKey, useText } from '../text/useText';

interface InboxProps<I> {
  title: string;
  subtitle: string;
  empty: string;
  navigation?: ReactNode;
  list: ListState;
  /** A filter of two: what is to be done, and what is done. */
  done: { name: string; label: string; open: string; choices: Record<string, TextKey> };
  query: { data?: ListPage<I>; error?: unknown; isFetching: boolean; refetch: () => unknown };
  /** Filters by person and organization. */
  isOfEverybody: boolean;
  /** Above the cards: what can be done with several of them. */
  actions?: (items: I[]) => ReactNode;
  children: (items: I[]) => ReactNode;
}

/** A page of cards, each of which wants somebody's word. */
export function Inbox<I>({ title, subtitle, empty, navigation, list, done, query, isOfEverybody, actions, children }: InboxProps<I>) {
  const t = useText();
  return (
    <Loaded title={title} subtitle={subtitle} way={navigation} queries={{ page: query }}>
      {({ page }) => (
        <Page.Main>
          <Page.Title>{t('page-title', { name: title })}</Page.Title>
          <Layouts.Header title={title} subtitle={subtitle} navigationAction={navigation} />
          <Layouts.Content>
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Flex gap={2} wrap="wrap" role="group" aria-label={t('list.filters')}>
                {isOfEverybody ? (
                  <>
                    <SearchField
                      label={t('users.search')}
                      value={list.query['search'] ?? ''}
                      onSearch={(text) => list.set('search', text)}
                    />
                    <OrganizationFilter value={list.query['organization'] ?? ''} onChange={(value) => list.set('organization', value)} />
                  </>
                ) : null}
                <ChoiceFilter
                  label={done.label}
                  all={done.open}
                  choices={done.choices}
                  value={list.query[done.name] ?? ''}
                  onChange={(value) => list.set(done.name, value)}
                />
                <ChoiceFilter
                  label={t('status.resource')}
                  all={t('status.all-resources')}
                  choices={resourceText}
                  value={list.query['resource'] ?? ''}
                  onChange={(value) => list.set('resource', value)}
                />
              </Flex>
              {list.query['user'] ? (
                <Notice
                  tone="information"
                  action={
                    <Button variant="tertiary" size="S" onClick={() => list.set('user', '')}>
                      {t('list.show-all')}
                    </Button>
                  }
                >
                  {t('list.of-one')}
                </Notice>
              ) : null}
              {page.items.length > 0 ? actions?.(page.items) : null}
              {query.error ? <Notice tone="warning">{t('error.refresh')}</Notice> : null}
              {page.items.length > 0 ? (
                <Box>
                  <Flex direction="column" alignItems="stretch" gap={4}>
                    {children(page.items)}
                  </Flex>
                  <Pager page={page.page} pageSize={page.pageSize} total={page.total} addressOf={list.addressOf} />
                </Box>
              ) : (
                <Box tag="section" aria-label={title}>
                  <EmptyStateLayout
                    icon={<EmptyDocuments width="16rem" aria-hidden />}
                    content={list.isFiltered ? t('list.nothing-found') : empty}
                  />
                </Box>
              )}
            </Flex>
          </Layouts.Content>
        </Page.Main>
      )}
    </Loaded>
  );
}
