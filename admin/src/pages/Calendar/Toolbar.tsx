import { Button, Flex, IconButton, Loader, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';

import { isView } from '../../calendar/choices';
import type { View } from '../../calendar/Grid';
import { useText } from '../../text/useText';

interface ToolbarProps {
  readonly title: string;
  readonly isLoading: boolean;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onStep: (step: 'prev' | 'next' | 'today') => void;
}

const viewText = {
  month: 'calendar.view-month',
  week: 'calendar.view-week',
  workWeek: 'calendar.view-work-week',
  day: 'calendar.view-day',
  agenda: 'calendar.view-agenda',
} as const satisfies Record<View, string>;

export function Toolbar({ title, isLoading, view, onView, onStep }: ToolbarProps) {
  const t = useText();
  return (
    <Flex gap={3} wrap="wrap" justifyContent="space-between" role="group" aria-label={t('calendar.toolbar')}>
      <Flex gap={2} wrap="wrap">
        <Button variant="tertiary" size="L" onClick={() => onStep('today')}>
          {t('calendar.today')}
        </Button>
        <IconButton label={t('calendar.back')} size="L" onClick={() => onStep('prev')}>
          <ChevronLeft />
        </IconButton>
        <IconButton label={t('calendar.forward')} size="L" onClick={() => onStep('next')}>
          <ChevronRight />
        </IconButton>
        <Typography tag="h2" variant="beta" aria-live="polite">
          {title}
        </Typography>
        {isLoading ? <Loader small>{t('loading')}</Loader> : null}
      </Flex>
      <SingleSelect
        aria-label={t('calendar.view')}
        value={view}
        onChange={(chosen) => (isView(String(chosen)) ? onView(chosen as View) : undefined)}
      >
        {Object.entries(viewText).map(([one, text]) => (
          <SingleSelectOption key={one} value={one}>
            {t(text)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Flex>
  );
}
