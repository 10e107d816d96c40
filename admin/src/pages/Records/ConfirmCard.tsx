import { Button, Flex, Typography } from '@strapi/design-system';

import type { HomeReading, Resource } from '../../../../src/contracts';
import type { RecordsPreview } from '../../../../src/contracts/http-records';
import { Card } from '../../components/Card';
import { LiveRegion } from '../../components/LiveRegion';
import { Notice } from '../../components/Notice';
import { useConfirmation } from '../../components/useConfirmation';
import { useConfirmMicrosoftRecordsMutation, usePreviewMicrosoftRecordsMutation } from '../../services/records';
import { failureOf } from '../../services/failure';
import { resourceText } from '../../text/labels';
import { useFailureText } from '../../text/useFailureText';
import { useText } from '../../text/useText';
import { Progress } from './Progress';
import { useSteps } from './useSteps';

/** Mappings that nobody has looked at: what their first run would do, and the word that lets it. */
export function ConfirmCard({ resource, waiting, mayUpdate }: { resource: Resource; waiting: HomeReading[]; mayUpdate: boolean }) {
  const t = useText();
  const failureText = useFailureText();
  const { ask, dialog } = useConfirmation();
  const [preview] = usePreviewMicrosoftRecordsMutation();
  const [confirm, confirming] = useConfirmMicrosoftRecordsMutation();
  const { steps, state, error, run, stop } = useSteps<RecordsPreview>();
  const last = steps.at(-1);
  const onPreview = () =>
    void run(async (before) => {
      const step = await preview({ resource, after: before?.person ?? null }).unwrap();
      return step.person === null ? null : step;
    });
  const onConfirm = async () => {
    const question = { title: t('records.confirm-title'), body: t('records.confirm-body'), confirm: t('records.confirm') };
    if (await ask({ ...question, tone: 'default' })) void confirm({ resource });
  };
  const failure = confirming.error ?? error;
  return (
    <Card
      title={t('records.waiting-title', { resource: t(resourceText[resource]) })}
      intro={t('records.waiting', { names: waiting.map(({ name }) => name).join(', '), resource: t(resourceText[resource]) })}
    >
      {mayUpdate ? (
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Flex gap={2} wrap="wrap">
            <Button variant="secondary" onClick={onPreview} loading={state === 'running'}>
              {t('records.preview')}
            </Button>
            <Button onClick={() => void onConfirm()} disabled={state === 'idle' || state === 'running'} loading={confirming.isLoading}>
              {t('records.confirm')}
            </Button>
          </Flex>
          {state === 'idle' ? <Typography textColor="neutral600">{t('records.preview-first')}</Typography> : null}
          {state === 'running' ? (
            <Progress label={t('records.preview')} done={last?.seen ?? 0} total={last?.people ?? 0} onStop={stop} />
          ) : null}
          <LiveRegion gap={4}>
            {failure ? <Notice tone="danger">{failureText(failureOf(failure))}</Notice> : null}
            {state === 'done' || (state === 'stopped' && steps.length > 0) ? <Summary steps={steps} isWhole={state === 'done'} /> : null}
          </LiveRegion>
        </Flex>
      ) : null}
      {dialog}
    </Card>
  );
}

type Counts = RecordsPreview['counts'];
const none: Counts = { out: 0, in: 0, pairs: 0, changedThere: 0, changedHere: 0, deletedThere: 0, deletedHere: 0, waiting: 0 };

function Summary({ steps, isWhole }: { steps: RecordsPreview[]; isWhole: boolean }) {
  const t = useText();
  const sum = steps.reduce<Counts>(
    (all, { counts }) =>
      Object.fromEntries(Object.entries(all).map(([name, count]) => [name, count + counts[name as keyof Counts]])) as never,
    none,
  );
  const problems = steps.flatMap(({ problem }) => problem ?? []);
  const isMass = sum.deletedThere + sum.deletedHere > 0;
  const lines = [
    t('records.would', { out: sum.out, in: sum.in, pairs: sum.pairs }),
    sum.changedThere + sum.changedHere > 0 ? t('records.would-change', { there: sum.changedThere, here: sum.changedHere }) : null,
    isMass ? t('records.would-delete', { there: sum.deletedThere, here: sum.deletedHere }) : null,
    sum.waiting > 0 ? t('records.would-wait', { count: sum.waiting }) : null,
    isWhole
      ? t('records.of-people', { count: steps.length })
      : t('records.of-some', { count: steps.length, total: steps.at(-1)?.people ?? 0 }),
  ];
  return (
    <>
      <Notice tone={isMass ? 'warning' : 'information'} title={t('records.preview-title')}>
        {lines.flatMap((line) => (line === null ? [] : [<p key={line}>{line}</p>]))}
      </Notice>
      {problems.length === 0 ? null : (
        <Notice tone="warning" title={t('records.preview-problems', { count: problems.length })}>
          {problems.slice(0, 10).map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Notice>
      )}
    </>
  );
}
