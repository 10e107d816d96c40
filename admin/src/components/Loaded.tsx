import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
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
  /** Of the page, which shows them before anything else is there. */
  title: string;
  subtitle?: string;
  queries: { [K in keyof D]: Query<D[K]> };
  isSettled?: boolean; // what the page can do without has been answered or not: nothing comes in above the rest later; @default true
  way?: ReactNode; // out of the page, above all where its subject is gone
  children: (data: D) => ReactNode;
}

/** A page that needs answers first: loading, out of reach, gone, failed with a way to try again, or there. */
export function Loaded<D extends object>({ title, subtitle, queries, isSettled = true, way, children }: LoadedProps<D>) {
  useKeptFocus();
  const t = useText();
  const failureText = useFailureText();
  const all = Object.values(queries) as Query<unknown>[];
  const missing = all.filter(({ data }) => data === undefined);
  if (missing.length === 0 && isSettled)
    return children(Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, (query as Query<unknown>).data])) as D);

  const error = missing.map((query) => query.error).find((one) => one !== undefined);
  const frame = { title, way, ...(subtitle === undefined ? {} : { subtitle }) };
  if (error === undefined)
    return (
      <Frame {...frame} isBusy>
        <Loader>{t('loading')}</Loader>
      </Frame>
    );
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
        <Frame {...frame}>
          <WarningCircle width="4.8rem" height="4.8rem" fill="danger600" aria-hidden />
          <Typography variant="delta" textColor="neutral600" textAlign="center" role="alert">
            {failure.code === null && failure.message === null ? t('error.load') : failureText(failure)}
          </Typography>
          <Button variant="secondary" onClick={() => all.forEach((query) => void query.refetch())}>
            {t('retry')}
          </Button>
        </Frame>
      );
  }
}

interface FrameProps extends Pick<LoadedProps<object>, 'title' | 'subtitle' | 'way'> {
  isBusy?: boolean;
  children: ReactNode;
}

/** The page without what it is about: its header stands where it will stand. */
function Frame({ title, subtitle, way, isBusy = false, children }: FrameProps) {
  const t = useText();
  return (
    <Page.Main aria-busy={isBusy}>
      <Page.Title>{t('page-title', { name: title })}</Page.Title>
      <Layouts.Header title={title} subtitle={subtitle} navigationAction={way} />
      <Layouts.Content>
        <Flex
          direction="column"
          justifyContent="center"
          gap={4}
          padding={8}
          minHeight="26rem"
          background="neutral0"
          hasRadius
          shadow="tableShadow"
        >
          {children}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
}
