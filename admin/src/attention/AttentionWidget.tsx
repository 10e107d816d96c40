import { Flex, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';

import { useText } from '../text/useText';
import { AttentionLines } from './AttentionLines';
import { looks } from './looks';
import { useAttention } from './useAttention';

/** On the home page: how synchronization stands, and where to act. */
export function AttentionWidget() {
  const t = useText();
  const { attention, hasFailed } = useAttention();
  if (hasFailed) return <Widget.Error />;
  if (attention === null) return <Widget.Loading />;
  const { Icon, colour, text } = looks[attention.state];
  return (
    <Flex direction="column" alignItems="flex-start" gap={4} padding={4}>
      <Flex gap={2} alignItems="center">
        <Icon aria-hidden fill={colour} width="2rem" height="2rem" />
        <Typography tag="p" variant="delta" textColor="neutral800">
          {t(text)}
        </Typography>
      </Flex>
      <AttentionLines lines={attention.lines} />
    </Flex>
  );
}
