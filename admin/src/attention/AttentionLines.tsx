import { Flex, Link } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { useText } from '../text/useText';
import type { AttentionLine } from './attentionOf';

export function AttentionLines({ lines }: { lines: readonly AttentionLine[] }) {
  const t = useText();
  return (
    <Flex tag="ul" direction="column" alignItems="flex-start" gap={2}>
      {lines.map(({ text, count = 0, to }) => (
        <li key={text}>
          <Link tag={NavLink} to={to}>
            {t(text, { count })}
          </Link>
        </li>
      ))}
    </Flex>
  );
}
