import { Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';

import { FieldLabel } from '../../components/FieldLabel';
import type { MailboxRule } from '../../../../src/contracts/http';
import { Card } from '../../components/Card';
import { LiveRegion } from '../../components/LiveRegion';
import { Notice } from '../../components/Notice';
import { useConfirmation } from '../../components/useConfirmation';
import { useGetMicrosoftMailboxRuleQuery, usePutMicrosoftMailboxRuleMutation } from '../../services/api';
import { failureOf } from '../../services/failure';
import { useFailureText } from '../../text/useFailureText';
import { useText } from '../../text/useText';

const NONE = 'none';

/** Mailboxes by an attribute that its holder cannot write. Where there is no such attribute, it says why not. */
export function RuleCard() {
  const t = useText();
  const failureText = useFailureText();
  const { data: rule, error } = useGetMicrosoftMailboxRuleQuery();
  return (
    <Card title={t('rule.title')} intro={t('rule.intro')}>
      {error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}
      {rule ? <Rule rule={rule} /> : error ? null : <Typography textColor="neutral600">{t('loading')}</Typography>}
    </Card>
  );
}

function Rule({ rule: { attribute, byName, problem, candidates } }: { rule: MailboxRule }) {
  const t = useText();
  const failureText = useFailureText();
  const { ask, dialog } = useConfirmation();
  const [put, { error, isLoading }] = usePutMicrosoftMailboxRuleMutation();
  const trusted = candidates.filter((one) => one.problem === null || one.attribute === attribute);
  const choose = async (next: string | null) => {
    if (next === attribute) return;
    const question =
      next === null
        ? { title: t('rule.off-title'), body: t('rule.off-body'), confirm: t('rule.off') }
        : { title: t('rule.on-title'), body: t('rule.on-body', { attribute: next }), confirm: t('rule.on'), tone: 'default' as const };
    if (await ask(question)) void put({ attribute: next });
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {problem === null ? null : (
        <Notice tone="danger" title={t('mailbox.problem-rule')}>
          {problem}
        </Notice>
      )}
      {trusted.length === 0 ? (
        <Typography textColor="neutral600">{t('rule.nothing')}</Typography>
      ) : (
        <Field.Root name="rule" hint={attribute !== null && byName !== null ? t('rule.by', { name: byName }) : t('rule.hint')}>
          <FieldLabel>{t('rule.label')}</FieldLabel>
          <SingleSelect
            value={attribute ?? NONE}
            disabled={isLoading}
            onChange={(value) => void choose(value === NONE ? null : String(value))}
          >
            <SingleSelectOption value={NONE}>{t('rule.none')}</SingleSelectOption>
            {trusted.map((one) => (
              <SingleSelectOption key={one.attribute} value={one.attribute}>
                {one.attribute}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
        </Field.Root>
      )}
      <LiveRegion gap={4}>{error ? <Notice tone="danger">{failureText(failureOf(error))}</Notice> : null}</LiveRegion>
      {dialog}
    </Flex>
  );
}
