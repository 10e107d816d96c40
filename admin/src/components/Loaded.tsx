import { Button, Flex } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

import { failureOf } from '../services/failure';
import { useFailureText } from '../text/useFailureText';
import { useText } from '../text/useText';
import { useKeptFocus } from './useKeptFocus';

interface Query<T> {
  data?: T;
  error?: unknown;
  refetch: () => unknown;
}
interface LoadedProps<D extends object> {
  queries: { [K in keyof D]: Query<D[K]> };
  way?: ReactNode; // out of a page whose subject is gone
  children: (data: D) => ReactNode;
}

/** A page that needs answers first: loading, out of reach, gone, failed with a way to try again, or there. */
export function Loaded<D extends object>({ queries, way, children }: LoadedProps<D>) {
  useKeptFocus();
  const t = useText();
  const failureText = useFailureText();
  const all = Object.values(queries) as Query<unknown>[];
  const missing = all.filter(({ data }) => data === undefined);
  if (missing.length === 0)
    return children(Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, (query as Query<unknown>).data])) as D);

  const error = missing.map((query) => query.error).find((one) => one !== undefined);
  if (error === undefined) return <Page.Loading>{t('loading')}</Page.Loading>;
  const failure = failureOf(error);
  switch (failure.code) {
    case 'out-of-reach':
      return <Page.NoPermissions />;
    case 'not-me':
      return <Page.NoData content={t('me.not-me')} />;
    case 'unknown-organization':
    case 'unknown-user':
      return <Page.NoData content={failureText(failure)} action={way} />;
    default:
      return (
        <Page.Error
          content={failure.code === null && failure.message === null ? t('error.load') : failureText(failure)}
          action={
            <Flex justifyContent="center">
              <Button variant="secondary" onClick={() => all.forEach((query) => void query.refetch())}>
                {t('retry')}
              </Button>
            </Flex>
          }
        />
      );
  }
}
