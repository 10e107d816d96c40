import { useForm } from '@strapi/strapi/admin';
import { useMatch } from 'react-router-dom';

import type { MailboxCategory } from '../../../src/contracts/http-calendar';
import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { useGetMailboxCategoriesQuery } from '../services/calendar';

interface OutlookCategories {
  /** Null: not known. */
  readonly list: readonly MailboxCategory[] | null;
  readonly isLoading: boolean;
  /** Null: nothing has failed. */
  readonly again: (() => void) | null;
}

/** The categories of the mailbox of whose the entry is that the form shows. */
export function useOutlookCategories(): OutlookCategories {
  const uid = useMatch('/content-manager/:kind/:uid/*')?.params.uid ?? '';
  const documentId = useForm('microsoft-sync', ({ initialValues }) => (initialValues as { documentId?: unknown } | undefined)?.documentId);
  const mayRead = useMay(permissions.readMe) === true;
  const isSaved = typeof documentId === 'string' && uid !== '';
  const { data, error, isFetching, refetch } = useGetMailboxCategoriesQuery(isSaved ? { uid, documentId } : { uid: '', documentId: '' }, {
    skip: !mayRead,
  });
  return { list: data ?? null, isLoading: isFetching, again: error === undefined || isFetching ? null : () => void refetch() };
}
