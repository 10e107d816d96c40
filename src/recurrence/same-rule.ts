import { same } from '../canonical/same';

/** Where every week counts, and where there is one day a week, its first day changes nothing; Graph may say another one than was sent. */
export function sameRule(a: unknown, b: unknown): boolean {
  return same(withoutIdleWeekStart(a), withoutIdleWeekStart(b));
}

function withoutIdleWeekStart(rule: unknown): unknown {
  if (typeof rule !== 'string') return rule;
  return rule.includes('INTERVAL=') && /BYDAY=[A-Z]+,/.test(rule) ? rule : rule.replace(/;WKST=[A-Z]+/, '');
}
