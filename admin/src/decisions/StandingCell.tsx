import { Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Clock, Minus, WarningCircle } from '@strapi/icons';

import type { Standing } from '../../../src/contracts/http-calendar';
import { standingShortText } from '../calendar/standing';
import { useMay } from '../components/useMay';
import { permissions } from '../permissions';
import { useGetMicrosoftStandingQuery } from '../services/standings';

import { useText } from '../text/useText';

const looks = {
  same: { Icon: CheckCircle, colour: 'success600' },
  waiting: { Icon: Clock, colour: 'primary600' },
  here: { Icon: Minus, colour: 'neutral600' },
  held: { Icon: WarningCircle, colour: 'warning600' },
  conflict: { Icon: WarningCircle, colour: 'danger600' },
} as const satisfies Record<Standing['kind'], object>;

/** In a list of the Content Manager: how an entry stands with Microsoft 365. Empty for whoever may not know. */
export function StandingCell({ uid, documentId }: { uid: string; documentId: string }) {
  const mayReadAll = useMay(permissions.readSync);
  const mayReadOwn = useMay(permissions.readMe);
  const isAllowed = mayReadAll === true || (mayReadAll === false && mayReadOwn === true);
  const { data } = useGetMicrosoftStandingQuery(
    { uid, documentId, isOwn: mayReadAll !== true },
    { skip: !isAllowed, refetchOnFocus: true },
  );
  const t = useText();
  if (!data) return <Typography textColor="neutral600">-</Typography>;
  const { Icon, colour } = looks[data.kind];
  return (
    <Flex gap={2}>
      <Icon aria-hidden fill={colour} width="1.4rem" height="1.4rem" />
      <Typography textColor="neutral800">{t(standingShortText[data.kind])}</Typography>
    </Flex>
  );
}
