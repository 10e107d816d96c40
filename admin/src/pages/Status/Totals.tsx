import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Clock, Question, WarningCircle } from '@strapi/icons';
import { styled } from 'styled-components';

import { type Standing, STANDINGS, type StatusPeople } from '../../../../src/contracts/http-status';
import { useText } from '../../text/useText';
import { standingText } from './standingText';

const looks = {
  'needs-person': { Icon: WarningCircle, colour: 'danger600' },
  'to-decide': { Icon: Question, colour: 'warning600' },
  delayed: { Icon: Clock, colour: 'warning600' },
  healthy: { Icon: CheckCircle, colour: 'success600' },
} as const satisfies Record<Standing, object>;

const Tiles = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
  gap: ${({ theme }) => theme.spaces[3]};
`;
const Tile = styled.button`
  background: ${({ theme }) => theme.colors.neutral0};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  text-align: start;
  cursor: pointer;

  &:hover {
    background: ${({ theme }) => theme.colors.primary100};
  }
  &[aria-pressed='true'] {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: ${({ theme }) => `${theme.colors.primary600} 0 0 0 1px`};
  }
`;

interface TotalsProps {
  totals: StatusPeople['totals'];
  chosen: string;
  onChoose: (standing: string) => void;
}

/** How many people stand how; a press shows only those, another one all again. */
export function Totals({ totals, chosen, onChoose }: TotalsProps) {
  const t = useText();
  return (
    <Tiles role="group" aria-label={t('status.totals')}>
      {STANDINGS.map((standing) => {
        const { Icon, colour } = looks[standing];
        const count = totals[standing];
        return (
          <Tile
            key={standing}
            type="button"
            aria-pressed={chosen === standing}
            onClick={() => onChoose(chosen === standing ? '' : standing)}
          >
            <Flex gap={3} alignItems="center">
              <Icon aria-hidden fill={count === 0 ? 'neutral500' : colour} width="2rem" height="2rem" />
              <Box>
                <Typography tag="div" variant="beta" textColor="neutral800">
                  {count}
                </Typography>
                <Typography tag="div" variant="pi" textColor="neutral600">
                  {t(standingText[standing])}
                </Typography>
              </Box>
            </Flex>
          </Tile>
        );
      })}
    </Tiles>
  );
}
