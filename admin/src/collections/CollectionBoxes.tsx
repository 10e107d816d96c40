import { Checkbox, Flex, Typography } from '@strapi/design-system';

import type { Resource } from '../../../src/contracts';
import type { Collections } from '../../../src/contracts/http';
import { type TextKey, useText } from '../text/useText';
import { type Draft, takesPart } from './choice';
import { words } from './words';

type Collection = Collections['collections'][number];

interface CollectionBoxesProps {
  resource: Resource;
  collections: readonly Collection[];
  draft: Draft;
  disabled: boolean;
  onChange: (chosen: string[]) => void;
}

/** Every list with its name and what is special about it; ticked: it takes part. */
export function CollectionBoxes({ resource, collections, draft, disabled, onChange }: CollectionBoxesProps) {
  const t = useText();
  const others = collections.filter(({ isDefault }) => !isDefault);
  const change = (id: string, isChosen: boolean) => onChange(isChosen ? [...draft.chosen, id] : draft.chosen.filter((one) => one !== id));
  return (
    <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-label={t(words[resource].names)}>
      {collections.map((one) => (
        <Checkbox
          key={one.id}
          checked={takesPart(draft, one)}
          disabled={disabled || one.isDefault}
          onCheckedChange={(checked) => change(one.id, checked === true)}
        >
          <Typography tag="span" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
            {[one.name || t(words[resource].nameless), ...marksOf(one, resource).map((mark) => `(${t(mark)})`)].join(' ')}
          </Typography>
        </Checkbox>
      ))}
      {others.length === 0 ? <Typography textColor="neutral600">{t(words[resource].onlyDefault)}</Typography> : null}
    </Flex>
  );
}

const marksOf = ({ isDefault, isReadOnly, isOwned, isReadInFull }: Collection, resource: Resource): TextKey[] => [
  ...(isDefault ? [words[resource].isDefault] : []),
  ...(isReadOnly ? [words[resource].isReadOnly] : []),
  ...(isOwned ? [] : (['collections.is-shared'] as const)),
  ...(isReadInFull ? (['calendars.read-in-full'] as const) : []),
];
