import type { CheckVerdict } from '../../../../src/contracts/index';

type Step = CheckVerdict['step'];

const order: readonly Step[] = ['application', 'sign-in', 'permissions', 'mailbox', 'calendar', 'tasks', 'notifications'];

/** Collects what *Check Connection* says: a verdict per step, always all of them, in order. After a failure the rest is not looked at. */
export function createVerdicts() {
  const said = new Map<Step, CheckVerdict>();
  return {
    good(step: Step, message: string): void {
      said.set(step, { step, ok: true, message });
    },
    notNeeded(step: Step, message: string): void {
      said.set(step, { step, ok: null, message });
    },
    bad(step: Step, code: string, message: string): void {
      said.set(step, { step, ok: false, code, message });
    },
    say(verdict: CheckVerdict): void {
      said.set(verdict.step, verdict);
    },
    hasFailed: () => [...said.values()].some((verdict) => verdict.ok === false),
    all(): CheckVerdict[] {
      const firstBad = order.findIndex((step) => said.get(step)?.ok === false);
      return order.map((step, index) => {
        const verdict = firstBad !== -1 && index > firstBad ? undefined : said.get(step);
        return verdict ?? { step, ok: null, code: 'not-looked-at', message: 'Not looked at, because an earlier step failed.' };
      });
    },
  };
}

export type Verdicts = ReturnType<typeof createVerdicts>;
