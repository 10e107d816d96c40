import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, CrossCircle, MinusCircle } from '@strapi/icons';
import type { ReactNode } from 'react';

import { type TextKey, useText } from '../text/useText';

/** What one step of a check says: by sign, colour and word. */
export function VerdictLine(props: { step: string; ok: boolean | null; code?: string | undefined; text: string; children?: ReactNode }) {
  const t = useText();
  const { Icon, colour, text } = lookOf(props.ok, props.code);
  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      <Box shrink={0} paddingTop="2px">
        <Icon aria-hidden fill={colour} width="1.6rem" height="1.6rem" />
      </Box>
      <Box minWidth={0} flex="1">
        <Typography tag="p" fontWeight="bold" textColor="neutral800">
          {t('check.step', { step: props.step, verdict: t(text) })}
        </Typography>
        <Typography tag="p" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {props.text}
        </Typography>
        {props.children}
      </Box>
    </Flex>
  );
}

function lookOf(
  ok: boolean | null,
  code: string | undefined,
): { Icon: typeof CheckCircle; colour: 'success600' | 'danger600' | 'neutral600'; text: TextKey } {
  if (ok === null) return { Icon: MinusCircle, colour: 'neutral600', text: unknownText[code ?? ''] ?? 'check.not-needed' };
  return ok
    ? { Icon: CheckCircle, colour: 'success600', text: 'check.ok' }
    : { Icon: CrossCircle, colour: 'danger600', text: 'check.problem' };
}

const unknownText: Readonly<Record<string, TextKey>> = {
  'not-looked-at': 'check.not-checked',
  'not-known': 'check.not-known',
  'not-in-token': 'check.not-known',
  'notices-not-yet': 'check.not-known',
};
