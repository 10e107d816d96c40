import { Box, Typography } from '@strapi/design-system';

import type { Side } from '../../../src/contracts';
import type { ConflictItem } from '../../../src/contracts/http';
import { fieldName } from '../text/fieldName';
import { sideText } from '../text/labels';
import { useText } from '../text/useText';
import { FieldValue } from './FieldValue';

const MOST = 10;

/** Of conflicts that are decided together: what would be written over, and with what. */
export function WhatFollows({ conflicts, side }: { conflicts: readonly ConflictItem[]; side: Side }) {
  const t = useText();
  const other = side === 'strapi' ? 'microsoft' : 'strapi';
  return (
    <Box tag="ul" aria-label={t('bulk.what-follows')} paddingTop={3} maxHeight="30rem" overflow="auto">
      {conflicts.slice(0, MOST).map((conflict) => (
        <Typography key={conflict.id} tag="li" variant="pi" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
          {conflict.title || t('held.untitled')}:{' '}
          {conflict[side] === null
            ? t('bulk.is-deleted', { side: t(sideText[other]) })
            : conflict.fields.map((field, index) => (
                <span key={field}>
                  {index === 0 ? null : '; '}
                  {fieldName(t, field)}: <FieldValue field={field} value={conflict[other]?.[field]} of={conflict[other]} /> →{' '}
                  <FieldValue field={field} value={conflict[side]?.[field]} of={conflict[side]} />
                </span>
              ))}
        </Typography>
      ))}
      {conflicts.length > MOST ? (
        <Typography tag="li" variant="pi" textColor="neutral600">
          {t('bulk.and-more', { count: conflicts.length - MOST })}
        </Typography>
      ) : null}
    </Box>
  );
}
