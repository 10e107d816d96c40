import type { TextKey } from '../text/useText';

/** Graph's values, in words. */
const texts: Readonly<Record<string, TextKey>> = {
  free: 'choice.free',
  tentative: 'choice.tentative',
  busy: 'choice.busy',
  oof: 'choice.oof',
  workingElsewhere: 'choice.workingElsewhere',
  unknown: 'choice.unknown',
  normal: 'choice.normal',
  personal: 'choice.personal',
  private: 'choice.private',
  confidential: 'choice.confidential',
  low: 'choice.low',
  high: 'choice.high',
  notStarted: 'choice.notStarted',
  inProgress: 'choice.inProgress',
  completed: 'choice.completed',
  waitingOnOthers: 'choice.waitingOnOthers',
  deferred: 'choice.deferred',
};

export const choiceText = (value: string): TextKey | undefined => (Object.hasOwn(texts, value) ? texts[value] : undefined);
