import type { CheckVerdict } from '../../../src/contracts';
import { reasonOfOtherText, reasonText, stepInOrderText } from '../text/labels';
import type { TextKey } from '../text/useText';

/** Why Microsoft does not tell of changes by itself, or not of all. */
const noticeText: Readonly<Record<string, TextKey>> = {
  'notices-off': 'verdict.notices-off',
  'notices-no-address': 'verdict.notices-no-address',
  'notices-not-reached': 'verdict.notices-not-reached',
  'notices-not-yet': 'verdict.notices-not-yet',
  'notices-partly': 'verdict.notices-partly',
};

/** The text of a verdict by its step and code; undefined: only the server's words say it. */
export function verdictText({ step, ok, code }: Pick<CheckVerdict, 'step' | 'ok' | 'code'>, isOwn: boolean): TextKey | undefined {
  if (step === 'notifications' && code !== undefined && Object.hasOwn(noticeText, code)) return noticeText[code];
  if (code === 'calendar-read-only') return 'verdict.calendar-read-only';
  if (code === 'not-in-token') return 'verdict.not-in-token';
  if (ok === true) return stepInOrderText[step];
  if (ok === null) return code === 'not-looked-at' ? 'verdict.not-looked-at' : 'verdict.not-needed';
  const reasons: Record<string, TextKey> = isOwn ? reasonText : reasonOfOtherText;
  return code !== undefined && Object.hasOwn(reasons, code) ? reasons[code] : undefined;
}
