import { useCallback } from 'react';
import { type PrimitiveType, useIntl } from 'react-intl';

import { PLUGIN_ID } from '../pluginId';
import english from '../translations/en.json';

export type TextKey = keyof typeof english;
export type Text = (key: TextKey, values?: Record<string, PrimitiveType>) => string;

/** A text of ours in the admin panel's language. The English one is always the default, so it cannot drift from `en.json`. */
export function useText(): Text {
  const { formatMessage } = useIntl();
  return useCallback((key, values) => formatMessage({ id: `${PLUGIN_ID}.${key}`, defaultMessage: english[key] }, values), [formatMessage]);
}

/** The same text as a value, for where Strapi's form formats it later. */
export const message = (key: TextKey) => ({ id: `${PLUGIN_ID}.${key}`, defaultMessage: english[key] });
