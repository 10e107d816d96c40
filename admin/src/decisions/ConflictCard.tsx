import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { Side } from '../../../src/contracts';
import type { ConflictItem } from '../../../src/contracts/http';
import { Card } from '../components/Card';
import { Moment } from '../components/Moment';
import type { useConfirmation } from '../components/useConfirmation';
import { useResolveMicrosoftConflictMutation, useRestoreMicrosoftConflictMutation } from '../services/api';
import { decidedByText, sideText } from '../text/labels';
import { useText } from '../text/useText';
import { EntryLine } from './EntryTitle';
import { FieldChoice } from './FieldChoice';
import { Refusal } from './Refusal';
import type { Chosen } from './useChosen';
import { Versions } from './Versions';

interface ConflictCardProps {
  conflict: ConflictItem;
  isOwn: boolean;
  disabled: boolean;
  ask: ReturnType<typeof useConfirmation>['ask'];
  chosen: Chosen;
}

/** One conflict: both versions with what was agreed before, and either what decided it or the question. */
export function ConflictCard({ conflict, isOwn, disabled, ask, chosen }: ConflictCardProps) {
  const t = useText();
  const [resolve, resolving] = useResolveMicrosoftConflictMutation();
  const [restore, restoring] = useRestoreMicrosoftConflictMutation();
  const { id, title, fields, base, strapi, microsoft, decided, restoredAt, edited, units } = conflict;
  const [isByField, setByField] = useState(false);
  const name = title || t('held.untitled');
  const choose = async (winner: Side) => {
    const isDeletion = conflict[winner] === null;
    const sure = await ask({
      title: t(isDeletion ? 'conflicts.confirm-deletion-title' : 'conflicts.confirm-title', { side: t(sideText[winner]) }),
      body: t(isDeletion ? 'conflicts.confirm-deletion' : 'conflicts.confirm'),
      confirm: t('conflicts.take', { side: t(sideText[winner]) }),
      tone: isDeletion ? 'danger' : 'default',
    });
    if (sure) void resolve({ id, how: { winner }, isOwn });
  };
  const putBack = async () => {
    if (
      await ask({
        title: t('conflicts.restore-title'),
        body: t('conflicts.restore-body'),
        confirm: t('conflicts.restore'),
        tone: 'default',
      })
    )
      void restore({ id, isOwn });
  };
  return (
    <Card
      title={name}
      aside={
        decided ? null : (
          <Checkbox checked={chosen.has(id)} disabled={disabled} onCheckedChange={(value) => chosen.set(id, value === true)}>
            {t('bulk.choose')}
          </Checkbox>
        )
      }
    >
      <EntryLine entry={conflict} since={conflict.at} isOwn={isOwn} />
      <Versions label={t('conflicts.versions', { title: name })} fields={fields} base={base} strapi={strapi} microsoft={microsoft} />
      <LastEdits edited={edited} />
      {decided ? (
        <Typography textColor="neutral800">
          {t('conflicts.decided', { winner: t(sideText[decided.winner]), by: t(decidedByText[decided.by]) })}{' '}
          <Moment instant={decided.at} />
        </Typography>
      ) : (
        <>
          <Typography textColor="neutral800">
            {t(strapi === null ? 'conflicts.deleted-in-strapi' : microsoft === null ? 'conflicts.deleted-in-microsoft' : 'conflicts.open')}
          </Typography>
        </>
      )}
      {isByField && !decided ? (
        <FieldChoice
          conflict={conflict}
          disabled={disabled}
          isBusy={resolving.isLoading}
          onDecide={(of) => void resolve({ id, how: { fields: of }, isOwn })}
        />
      ) : null}
      <Flex gap={2} wrap="wrap">
        {decided ? (
          <Button
            variant="secondary"
            disabled={disabled || restoredAt !== null}
            loading={restoring.isLoading}
            onClick={() => void putBack()}
            aria-label={`${t('conflicts.restore')}: ${name}`}
          >
            {t(restoredAt === null ? 'conflicts.restore' : 'conflicts.restored')}
          </Button>
        ) : (
          (['strapi', 'microsoft'] as const).map((side) => (
            <Button
              key={side}
              variant="secondary"
              disabled={disabled}
              loading={resolving.isLoading}
              onClick={() => void choose(side)}
              aria-label={`${t('conflicts.take', { side: t(sideText[side]) })}: ${name}`}
            >
              {t('conflicts.take', { side: t(sideText[side]) })}
            </Button>
          ))
        )}
        {!decided && strapi !== null && microsoft !== null && (units.length > 1 || conflict.both.length > 0) ? (
          <Button variant="tertiary" aria-expanded={isByField} onClick={() => setByField(!isByField)}>
            {t('conflicts.by-field')}
          </Button>
        ) : null}
      </Flex>
      <Refusal error={resolving.error ?? restoring.error} done={resolving.isSuccess || restoring.isSuccess} />
    </Card>
  );
}

/** Who changed it and when on each side, as far as it is known: Microsoft names nobody. */
function LastEdits({ edited: { strapi, microsoft } }: { edited: ConflictItem['edited'] }) {
  const t = useText();
  if (!strapi && !microsoft) return null;
  return (
    <Typography variant="pi" textColor="neutral600">
      {strapi ? (
        <>
          {strapi.byName === null ? t('conflicts.edited-strapi') : t('conflicts.edited-strapi-by', { name: strapi.byName })}{' '}
          <Moment instant={strapi.at} />
        </>
      ) : null}
      {strapi && microsoft ? ' · ' : null}
      {microsoft ? (
        <>
          {t('conflicts.edited-microsoft')} <Moment instant={microsoft.at} />
        </>
      ) : null}
    </Typography>
  );
}
