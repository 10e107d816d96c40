import { Button, Flex, Typography } from '@strapi/design-system';

import type { Side } from '../../../src/contracts';
import type { ConflictItem } from '../../../src/contracts/http';
import { Card } from '../components/Card';
import { Moment } from '../components/Moment';
import type { useConfirmation } from '../components/useConfirmation';
import { useResolveMicrosoftConflictMutation, useRestoreMicrosoftConflictMutation } from '../services/api';
import { decidedByText, sideText } from '../text/labels';
import { useText } from '../text/useText';
import { EntryLine } from './EntryTitle';
import { Refusal } from './Refusal';
import { Versions } from './Versions';

interface ConflictCardProps {
  conflict: ConflictItem;
  isOwn: boolean;
  disabled: boolean;
  ask: ReturnType<typeof useConfirmation>['ask'];
}

/** One conflict: both versions with what was agreed before, and either what decided it or the question. */
export function ConflictCard({ conflict, isOwn, disabled, ask }: ConflictCardProps) {
  const t = useText();
  const [resolve, resolving] = useResolveMicrosoftConflictMutation();
  const [restore, restoring] = useRestoreMicrosoftConflictMutation();
  const { id, title, fields, base, strapi, microsoft, decided, restoredAt } = conflict;
  const name = title || t('held.untitled');
  const choose = async (winner: Side) => {
    const isDeletion = conflict[winner] === null;
    const sure = await ask({
      title: t(isDeletion ? 'conflicts.confirm-deletion-title' : 'conflicts.confirm-title', { side: t(sideText[winner]) }),
      body: t(isDeletion ? 'conflicts.confirm-deletion' : 'conflicts.confirm'),
      confirm: t('conflicts.take', { side: t(sideText[winner]) }),
      tone: isDeletion ? 'danger' : 'default',
    });
    if (sure) void resolve({ id, winner, isOwn });
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
    <Card title={name}>
      <EntryLine entry={conflict} since={conflict.at} isOwn={isOwn} />
      <Versions label={t('conflicts.versions', { title: name })} fields={fields} base={base} strapi={strapi} microsoft={microsoft} />
      {decided ? (
        <Typography textColor="neutral800">
          {t('conflicts.decided', { winner: t(sideText[decided.winner]), by: t(decidedByText[decided.by]) })}{' '}
          <Moment instant={decided.at} />
        </Typography>
      ) : (
        <Typography textColor="neutral800">{t('conflicts.open')}</Typography>
      )}
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
      </Flex>
      <Refusal error={resolving.error ?? restoring.error} done={resolving.isSuccess || restoring.isSuccess} />
    </Card>
  );
}
