import { useField, useForm } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';

/** What the Content Manager gives the input of a custom field. */
export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly labelAction?: ReactNode;
  readonly hint?: ReactNode;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly attribute?: { readonly options?: Readonly<Record<string, unknown>> };
}

/** A field beside this one, in the entry or in the same component of it. `options` of the attribute name it, where it is called otherwise. */
export function useSibling(of: Pick<FieldProps, 'name' | 'attribute'>, which: string): unknown {
  const named = of.attribute?.options?.[which];
  const before = of.name.slice(0, of.name.lastIndexOf('.') + 1);
  return useField<unknown>(`${before}${typeof named === 'string' ? named : which}`).value as unknown;
}

/** False while an entry is being made. */
export const useIsSaved = (): boolean =>
  useForm('microsoft-sync', ({ initialValues }) => typeof (initialValues as { documentId?: unknown } | undefined)?.documentId === 'string');
