import type { IntlShape } from 'react-intl';

import { NotExpressible, type RuleProblem } from '../../../src/recurrence/rule-parts';
import { isDate } from '../../../src/time';
import type { Text, TextKey } from '../text/useText';

const ruleProblemText: Record<RuleProblem, TextKey> = {
  'within-a-day': 'rule-problem.within-a-day',
  'filtered-days': 'rule-problem.filtered-days',
  'several-months': 'rule-problem.several-months',
  'no-month': 'rule-problem.no-month',
  'from-the-end': 'rule-problem.from-the-end',
  'several-days': 'rule-problem.several-days',
  'missing-day': 'rule-problem.missing-day',
  'days-and-weekdays': 'rule-problem.days-and-weekdays',
  'every-such-weekday': 'rule-problem.every-such-weekday',
  'several-positions': 'rule-problem.several-positions',
  'unknown-position': 'rule-problem.unknown-position',
  'foreign-part': 'rule-problem.foreign-part',
  'other-lines': 'rule-problem.other-lines',
  'several-rules': 'rule-problem.several-rules',
  'ends-before-start': 'rule-problem.ends-before-start',
  'start-not-in-rule': 'rule-problem.start-not-in-rule',
};

/** Why what was thrown means that Outlook cannot hold the rule, or that it is none. */
export function ruleProblem(t: Text, { formatDate }: Pick<IntlShape, 'formatDate'>, error: unknown): string {
  if (!(error instanceof NotExpressible)) return t('rule-problem.no-rule');
  const told = ([name, value]: [string, string | number]) => [
    name,
    isDate(value) ? formatDate(value, { dateStyle: 'long', timeZone: 'UTC' }) : value,
  ];
  return t(ruleProblemText[error.problem], Object.fromEntries(Object.entries(error.about).map(told)));
}
