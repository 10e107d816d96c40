import type { AccountReason, ApplicationVerdict } from '../../../src/contracts';
import { reasonText } from '../text/labels';
import type { TextKey } from '../text/useText';

type Step = ApplicationVerdict['step'];

export const applicationStepText: Record<Step, TextKey> = {
  application: 'step.application',
  service: 'step.service',
  credential: 'step.credential',
  expiry: 'step.expiry',
  'redirect-uri': 'step.redirect-uri',
  consent: 'step.consent',
  resources: 'step.resources',
  notifications: 'step.notifications-of-all',
};

const inOrderText: Record<Step, TextKey> = {
  application: 'application-verdict.ok.application',
  service: 'application-verdict.ok.service',
  credential: 'application-verdict.ok.credential',
  expiry: 'application-verdict.ok.expiry',
  'redirect-uri': 'application-verdict.ok.redirect-uri',
  consent: 'application-verdict.ok.consent',
  resources: 'application-verdict.ok.resources',
  notifications: 'application-verdict.ok.notifications',
};

/** What can be done about it, where there is something. */
const notKnownText: { readonly [S in Step]?: TextKey } = {
  consent: 'application-verdict.consent-not-known',
  expiry: 'application-verdict.expiry-not-known',
};

/** Why Microsoft does not tell of changes by itself. */
const noticeText: Readonly<Record<string, TextKey>> = {
  'notices-off': 'application-verdict.notices-off',
  'notices-no-address': 'application-verdict.notices-no-address',
  'notices-not-reached': 'application-verdict.notices-not-reached',
  'notices-not-yet': 'application-verdict.notices-not-yet',
};

/** The text of a verdict about an application by its step and code; undefined: only the server's words say it. */
export function applicationVerdictText({ step, ok, code }: Pick<ApplicationVerdict, 'step' | 'ok' | 'code'>): TextKey | undefined {
  if (step === 'notifications' && code !== undefined && Object.hasOwn(noticeText, code)) return noticeText[code];
  if (ok === true) return inOrderText[step];
  if (ok === null) {
    if (code === 'not-known') return notKnownText[step] ?? 'application-verdict.not-known';
    if (code === 'not-in-token') return 'application-verdict.not-in-token';
    return code === 'not-looked-at' ? 'verdict.not-looked-at' : 'verdict.not-needed';
  }
  if (code === 'application-secret-expires') return 'application-verdict.expires';
  if (code === 'redirect-uri-missing') return 'sign-in-problem.redirect-uri-missing';
  return code !== undefined && Object.hasOwn(reasonText, code) ? reasonText[code as AccountReason] : undefined;
}
