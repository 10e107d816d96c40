import { Checkbox, Flex, Typography } from '@strapi/design-system';

import type { Collections } from '../../../src/contracts/http';
import { type TextKey, useText } from '../text/useText';
import { type Draft, takesPart } from './choice';

type Collection = Collections['collections'][number];

interface CollectionBoxesProps {
  collections: readonly Collection[];
  draft: Draft;
  disabled: boolean;
  onChange: (chosen: string[]) => void;
}

/** Every list with its name and what is special about it; ticked: it takes part. */
export function CollectionBoxes({ collections, draft, disabled, onChange }: CollectionBoxesProps) {
  const t = useText();
  const others = collections.filter(({ isDefault }) => !isDefault);
  const change = (id: string, isChosen: boolean) => onChange(isChosen ? [...draft.chosen, id] : draft.chosen.filter((one) => one !== id));
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-label={t('collections.names')}>
      {collections.map((one) => (
        <Checkbox
          key={one.id}
          checked={takesPart(draft, one)}
          disabled={disabled || one.isDefault}
          onCheckedChange={(checked) => change(one.id, checked === true)}
        >
          <Typography tag="span" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {[one.name || t('collections.nameless'), ...marksOf(one).map((mark) => `(${t(mark)})`)].join(' ')}
          </Typography>
        </Checkbox>
      ))}
      {others.length === 0 ? <Typography textColor="neutral600">{t('collections.only-default')}</Typography> : null}
    </Flex>
  );
}

const marksOf = ({ isDefault, isReadOnly, isOwned }: Collection): TextKey[] => [
  ...(isDefault ? (['collections.is-default'] as const) : []),
  ...(isReadOnly ? (['collections.is-read-only'] as const) : []),
  ...(isOwned ? [] : (['collections.is-shared'] as const)),
];
