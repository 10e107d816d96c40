import { Box, Button, Field, Flex, SingleSelect, SingleSelectOption, TextInput, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { FieldLabel } from '../../components/FieldLabel';
import type { HomeReading } from '../../../../src/contracts';
import type { AdoptedRecords } from '../../../../src/contracts/http-records';
import { Card } from '../../components/Card';
import { LiveRegion } from '../../components/LiveRegion';
import { Notice } from '../../components/Notice';
import { useConfirmation } from '../../components/useConfirmation';
import { useAdoptMicrosoftRecordsMutation } from '../../services/records';
import { failureOf } from '../../services/failure';
import { useFailureText } from '../../text/useFailureText';
import { useReasonText } from '../../text/reasonText';
import { useText } from '../../text/useText';
import { Progress } from './Progress';
import { useSteps } from './useSteps';

type How = 'try' | 'move' | 'undo';

/** Linked entries of one home become entries of another; Microsoft is told nothing. */
export function AdoptCard({ homes }: { homes: HomeReading[] }) {
  const t = useText();
  const failureText = useFailureText();
  const { ask, dialog } = useConfirmation();
  const [from, setFrom] = useState(homes.find(({ isBuiltIn }) => isBuiltIn)?.name ?? '');
  const [to, setTo] = useState('');
  const [user, setUser] = useState('');
  const [how, setHow] = useState<How>('try');
  const [adopt] = useAdoptMicrosoftRecordsMutation();
  const { steps, state, error, run, stop } = useSteps<AdoptedRecords>();
  const resource = homes.find(({ name }) => name === from)?.resource;
  const others = homes.filter((home) => home.resource === resource && home.name !== from);
  const isRunning = state === 'running';

  const begin = async (next: How) => {
    const names = { from, to };
    if (
      next === 'move' &&
      !(await ask({ title: t('adopt.title'), body: t('adopt.ask', names), confirm: t('adopt.move'), tone: 'default' }))
    )
      return;
    if (next === 'undo' && !(await ask({ title: t('adopt.undo'), body: t('adopt.ask-undo', names), confirm: t('adopt.undo') }))) return;
    setHow(next);
    const of = { from, to, dryRun: next === 'try', undo: next === 'undo', ...(user.trim() === '' ? {} : { user: user.trim() }) };
    await run(async (before) => {
      if (before?.next === null) return null;
      return adopt({ ...of, after: before?.next ?? null }).unwrap();
    });
  };
  return (
    <Card title={t('adopt.title')} intro={t('adopt.intro')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex direction={{ initial: 'column', medium: 'row' }} alignItems="stretch" gap={4}>
          <HomeField
            name="from"
            label={t('adopt.from')}
            homes={homes}
            value={from}
            disabled={isRunning}
            onChange={(name) => (setFrom(name), setTo(''))}
          />
          <HomeField name="to" label={t('adopt.to')} homes={others} value={to} disabled={isRunning} onChange={setTo} />
          <Box flex="1">
            <Field.Root name="user" hint={t('adopt.user-hint')}>
              <FieldLabel>{t('adopt.user')}</FieldLabel>
              <TextInput
                value={user}
                disabled={isRunning}
                onChange={(event: { target: { value: string } }) => setUser(event.target.value)}
              />
              <Field.Hint />
            </Field.Root>
          </Box>
        </Flex>
        <Flex gap={2} wrap="wrap">
          <Button variant="secondary" disabled={to === '' || isRunning} onClick={() => void begin('try')}>
            {t('adopt.try')}
          </Button>
          <Button disabled={to === '' || isRunning} onClick={() => void begin('move')}>
            {t('adopt.move')}
          </Button>
          <Button variant="tertiary" disabled={to === '' || isRunning} onClick={() => void begin('undo')}>
            {t('adopt.undo')}
          </Button>
        </Flex>
        {isRunning ? <Progress label={t('adopt.title')} done={doneIn(steps)} total={steps[0]?.total ?? 0} onStop={stop} /> : null}
        <LiveRegion gap={4}>
          {error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}
          {state === 'done' || (state === 'stopped' && steps.length > 0) ? (
            <Outcome steps={steps} how={how} isWhole={state === 'done'} />
          ) : null}
        </LiveRegion>
      </Flex>
      {dialog}
    </Card>
  );
}

const doneIn = (steps: readonly AdoptedRecords[]): number => steps.reduce((sum, { moved, stayed }) => sum + moved + stayed.length, 0);

interface HomeFieldProps {
  name: string;
  label: string;
  homes: HomeReading[];
  value: string;
  disabled: boolean;
  onChange: (name: string) => void;
}
function HomeField({ name, label, homes, value, disabled, onChange }: HomeFieldProps) {
  const t = useText();
  return (
    <Box flex="1">
      <Field.Root name={name}>
        <FieldLabel>{label}</FieldLabel>
        <SingleSelect value={value} placeholder={t('adopt.choose')} disabled={disabled} onChange={(next) => onChange(String(next))}>
          {homes.map((home) => (
            <SingleSelectOption key={home.name} value={home.name}>
              {home.isBuiltIn || home.name === home.uid ? home.displayName : `${home.displayName}: ${home.name}`}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Box>
  );
}

const MOST_SHOWN = 100;

function Outcome({ steps, how, isWhole }: { steps: AdoptedRecords[]; how: How; isWhole: boolean }) {
  const t = useText();
  const reasonText = useReasonText();
  const moved = steps.reduce((sum, step) => sum + step.moved, 0);
  const stayed = steps.flatMap((step) => step.stayed);
  const counts = { moved, stayed: stayed.length };
  return (
    <>
      <Notice tone={stayed.length > 0 || !isWhole ? 'warning' : 'success'}>
        <p>{how === 'try' ? t('adopt.would', counts) : t('adopt.did', counts)}</p>
        {isWhole ? null : <p>{t('adopt.stopped')}</p>}
      </Notice>
      {stayed.length === 0 ? null : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} aria-label={t('adopt.stayed')}>
          {stayed.slice(0, MOST_SHOWN).map(({ user, userName, documentId, title, why, reason }) => (
            <Box key={`${user} ${documentId}`} tag="li" background="neutral100" hasRadius padding={3}>
              <Typography tag="p" fontWeight="bold" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
                {t('adopt.entry', { title: title || documentId, name: userName })}
              </Typography>
              <Typography tag="p" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
                {reasonText(reason, why)}
              </Typography>
            </Box>
          ))}
        </Flex>
      )}
      {stayed.length > MOST_SHOWN ? (
        <Typography textColor="neutral600">{t('preview.more', { count: stayed.length - MOST_SHOWN })}</Typography>
      ) : null}
    </>
  );
}
