import type { IntlShape } from 'react-intl';

import { NotExpressible } from '../../../src/recurrence/rule-parts';
import { reasonText } from '../text/reasonText';
import type { Text } from '../text/useText';

/** Why what was thrown means that Outlook cannot hold the rule, or that it is none. */
export function ruleProblem(t: Text, intl: Pick<IntlShape, 'formatDate' | 'formatList'>, error: unknown): string {
  return error instanceof NotExpressible ? reasonText(t, intl, { code: `rule-${error.problem}`, values: error.about }) : t('why.no-rule');
}
