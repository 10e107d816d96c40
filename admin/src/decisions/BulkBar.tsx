import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { LiveRegion } from '../components/LiveRegion';
import { Notice } from '../components/Notice';
import { useText } from '../text/useText';
import type { Chosen } from './useChosen';

interface BulkBarProps<I extends { id: string }> {
  items: readonly I[];
  chosen: Chosen;
  disabled: boolean;
  /** `act` throws where the item was refused. `ask`: resolves to false where somebody thinks better of it. */
  actions: { name: string; label: string; ask: (items: I[]) => Promise<boolean>; act: (item: I) => Promise<unknown> }[];
}

/** Ticks all cards of the page, and does the same with each that is ticked: one after the other, with what was refused named at the end. */
export function BulkBar<I extends { id: string }>({ items, chosen, disabled, actions }: BulkBarProps<I>) {
  const t = useText();
  const [progress, setProgress] = useState<{ done: number; refused: number; total: number } | null>(null);
  const those = chosen.of(items);
  const isBusy = progress !== null && progress.done < progress.total;
  const start = async ({ ask, act }: BulkBarProps<I>['actions'][number]) => {
    if (!(await ask(those))) return;
    const counts = { done: 0, refused: 0, total: those.length };
    setProgress({ ...counts });
    for (const item of those) {
      try {
        await act(item);
        chosen.set(item.id, false);
      } catch {
        counts.refused += 1; // its card says why
      }
      counts.done += 1;
      setProgress({ ...counts });
    }
  };
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={4}
      background="neutral0"
      hasRadius
      shadow="filterShadow"
      padding={4}
      role="group"
      aria-label={t('bulk.title')}
    >
      <Flex gap={3} wrap="wrap" alignItems="center">
        <Checkbox
          checked={those.length === 0 ? false : those.length === items.length ? true : 'indeterminate'}
          disabled={disabled || isBusy}
          onCheckedChange={(value) => chosen.setAll(value === true ? items.map(({ id }) => id) : [])}
        >
          {t('bulk.all')}
        </Checkbox>
        <Typography textColor="neutral600" aria-live="polite">
          {t('bulk.chosen', { count: those.length })}
        </Typography>
        {actions.map((action) => (
          <Button
            key={action.name}
            size="S"
            variant="secondary"
            disabled={disabled || those.length === 0}
            loading={isBusy}
            onClick={() => void start(action)}
          >
            {action.label}
          </Button>
        ))}
      </Flex>
      <LiveRegion gap={4}>
        {progress ? (
          <Notice tone={progress.refused > 0 ? 'warning' : isBusy ? 'information' : 'success'}>
            {t(isBusy ? 'bulk.progress' : progress.refused > 0 ? 'bulk.refused' : 'bulk.done', progress)}
          </Notice>
        ) : null}
      </LiveRegion>
    </Flex>
  );
}
