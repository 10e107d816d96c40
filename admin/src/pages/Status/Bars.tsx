import { Box, Flex, Typography } from '@strapi/design-system';
import { useTheme } from 'styled-components';

interface BarsProps {
  title: string;
  says: string; // all of it in a sentence, for whoever does not see it
  bars: { name: string; parts: { value: number; colour: 'success500' | 'danger500' | 'primary500' | 'alternative500' }[] }[];
}
const HEIGHT = 60;
const WIDTH = 240;
const GAP = 2;

/** A small bar chart with its sum in words below, and the highest value beside it. */
export function Bars({ title, says, bars }: BarsProps) {
  const { colors } = useTheme();
  const sums = bars.map(({ parts }) => parts.reduce((total, { value }) => total + value, 0));
  const most = Math.max(...sums);
  const width = WIDTH / bars.length;
  return (
    <Box tag="figure" margin={0}>
      <Flex justifyContent="space-between" gap={2}>
        <Typography variant="sigma" textColor="neutral600">
          {title}
        </Typography>
        <Typography variant="pi" textColor="neutral600" aria-hidden>
          {most}
        </Typography>
      </Flex>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" height={HEIGHT} preserveAspectRatio="none" aria-hidden focusable="false">
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke={colors.neutral200} />
        {bars.map(({ name, parts }, index) => {
          let below = 0;
          return (
            <g key={index}>
              <title>{`${name}: ${parts.map(({ value }) => value).join(' + ')}`}</title>
              {parts.map(({ value, colour }) => {
                const height = most === 0 ? 0 : (value / most) * (HEIGHT - 2);
                below += height;
                return (
                  <rect
                    key={colour}
                    x={index * width + GAP / 2}
                    y={HEIGHT - below}
                    width={Math.max(1, width - GAP)}
                    height={height}
                    fill={colors[colour]}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      <Flex justifyContent="space-between" gap={2} aria-hidden>
        <Typography variant="pi" textColor="neutral600">
          {bars[0]?.name}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {bars.at(-1)?.name}
        </Typography>
      </Flex>
      <Typography tag="figcaption" variant="pi" textColor="neutral600">
        {says}
      </Typography>
    </Box>
  );
}
