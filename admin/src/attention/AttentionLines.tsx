import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { useText } from '../text/useText';
import type { AttentionLine } from './attentionOf';

export function AttentionLines({ lines }: { lines: readonly AttentionLine[] }) {
  return (
    <Flex tag="ul" direction="column" alignItems="flex-start" gap={2}>
      {lines.map((line) => (
        <li key={`${line.to} ${line.text}`}>
          <Line {...line} />
        </li>
      ))}
    </Flex>
  );
}

function Line({ text, count = 0, of, to }: AttentionLine) {
  const t = useText();
  const said = of === undefined ? t(text, { count }) : t('attention.of', { organization: of, said: t(text, { count }) });
  if (to === null)
    return (
      <Typography tag="p" textColor="neutral800">
        {said}
      </Typography>
    );
  return (
    <Link tag={NavLink} to={to}>
      {said}
    </Link>
  );
}
