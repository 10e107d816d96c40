import { Dots, Flex, NextLink, PageLink, Pagination, PreviousLink, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { useText } from '../text/useText';
import { shownPages } from './shownPages';

interface PagerProps {
  page: number;
  pageSize: number;
  total: number;
  addressOf: (page: number) => string;
}

/** Which rows these are of how many, and links to the other pages. */
export function Pager({ page, pageSize, total, addressOf }: PagerProps) {
  const t = useText();
  const pageCount = Math.ceil(total / pageSize);
  const link = (to: number) => ({ tag: NavLink, to: addressOf(to) });
  return (
    <Flex justifyContent="space-between" alignItems="center" gap={4} wrap="wrap" paddingTop={4}>
      <Typography variant="pi" textColor="neutral600">
        {t('list.range', { from: (page - 1) * pageSize + 1, to: Math.min(page * pageSize, total), total })}
      </Typography>
      {pageCount > 1 ? (
        <Pagination activePage={page} pageCount={pageCount} label={t('list.pages')}>
          <PreviousLink {...link(Math.max(page - 1, 1))}>{t('list.previous')}</PreviousLink>
          {shownPages(page, pageCount).map((one, index) =>
            one === null ? (
              <Dots key={`gap-${index}`}>{t('list.more-pages')}</Dots>
            ) : (
              <PageLink key={one} number={one} {...link(one)}>
                {t('list.page', { page: one })}
              </PageLink>
            ),
          )}
          <NextLink {...link(Math.min(page + 1, pageCount))}>{t('list.next')}</NextLink>
        </Pagination>
      ) : null}
    </Flex>
  );
}
