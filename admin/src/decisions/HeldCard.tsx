import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { HeldEntry } from '../../../src/contracts/http';
import { Card } from '../components/Card';
import { Facts } from '../components/Facts';
import { Moment } from '../components/Moment';
import type { useConfirmation } from '../components/useConfirmation';
import { type HeldVerb, useDecideMicrosoftHeldMutation } from '../services/api';
import { fieldName } from '../text/fieldName';
import { heldVerbText } from '../text/labels';
import { useHeldText } from '../text/useHeldText';
import { useText } from '../text/useText';
import { EntryLine } from './EntryTitle';
import { FieldValue } from './FieldValue';
import { Refusal } from './Refusal';
import type { Chosen } from './useChosen';

interface HeldCardProps {
  item: HeldEntry;
  isOwn: boolean;
  disabled: boolean;
  ask: ReturnType<typeof useConfirmation>['ask'];
  chosen: Chosen;
}

/** One held item: why it waits, what approving it would write and whom that would mail, and what can be done. */
export function HeldCard({ item, isOwn, disabled, ask, chosen }: HeldCardProps) {
  const t = useText();
  const heldText = useHeldText();
  const [decide, request] = useDecideMicrosoftHeldMutation();
  const [decidedAbout, setDecidedAbout] = useState(item.judgedAt); // which finding was decided about
  const name = item.title || t('held.untitled');
  const start = async (verb: HeldVerb) => {
    const question = questionOf(verb);
    if (question !== null && !(await ask(question))) return;
    setDecidedAbout(item.judgedAt);
    void decide({ id: item.id, verb, isOwn });
  };
  const questionOf = (verb: HeldVerb) => {
    if (verb === 'approve')
      return {
        title: t('held.approve-title'),
        body: t('held.approve-body', { count: item.write?.mails.length ?? 0 }),
        confirm: t('held.approve'),
        tone: 'default' as const,
      };
    if (verb === 'unlink') return { title: t('held.unlink-title'), body: t('held.unlink-body'), confirm: t('held.unlink') };
    return null;
  };
  const verbs: HeldVerb[] = [
    ...(item.write ? (['approve'] as const) : []),
    'retry',
    ...(item.isIgnored ? [] : (['ignore'] as const)),
    'unlink',
  ];
  return (
    <Card
      title={name}
      aside={
        <Checkbox checked={chosen.has(item.id)} disabled={disabled} onCheckedChange={(value) => chosen.set(item.id, value === true)}>
          {t('bulk.choose')}
        </Checkbox>
      }
    >
      <EntryLine entry={item} since={item.since} isOwn={isOwn} />
      <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
        {heldText(item)}
      </Typography>
      {item.nextTryAt ? (
        <Typography variant="pi" textColor="neutral600">
          {t('held.next-try')} <Moment instant={item.nextTryAt} />
        </Typography>
      ) : null}
      {item.write ? (
        <Facts
          facts={[
            ...Object.entries(item.write.values).map(([field, value]) => ({
              name: fieldName(t, field),
              value: <FieldValue field={field} value={value} of={item.write?.values} />,
            })),
            { name: t('held.would-mail'), value: item.write.mails.join(', ') },
          ]}
        />
      ) : null}
      <Flex gap={2} wrap="wrap">
        {verbs.map((verb) => (
          <Button
            key={verb}
            variant={verb === 'unlink' ? 'danger-light' : 'secondary'}
            disabled={disabled}
            loading={request.isLoading && request.originalArgs?.verb === verb}
            onClick={() => void start(verb)}
            aria-label={`${t(heldVerbText[verb])}: ${name}`}
          >
            {t(heldVerbText[verb])}
          </Button>
        ))}
      </Flex>
      <Refusal error={request.error} done={request.isSuccess} stillSo={item.judgedAt === decidedAbout ? null : t('held.again')} />
    </Card>
  );
}
