import { expect, it } from 'vitest';

import { verdictText } from './verdictText';

it.each([
  [{ step: 'mailbox', ok: true }, true, 'verdict.ok.mailbox'],
  [{ step: 'notifications', ok: null, code: 'notices-no-address' }, true, 'verdict.notices-no-address'],
  [{ step: 'notifications', ok: true, code: 'notices-partly' }, true, 'verdict.notices-partly'],
  [{ step: 'permissions', ok: null, code: 'not-in-token' }, true, 'verdict.not-in-token'],
  [{ step: 'tasks', ok: null }, true, 'verdict.not-needed'],
  [{ step: 'tasks', ok: null, code: 'not-looked-at' }, true, 'verdict.not-looked-at'],
  [{ step: 'sign-in', ok: false, code: 'sign-in-expired' }, true, 'reason.sign-in-expired'],
  [{ step: 'sign-in', ok: false, code: 'sign-in-expired' }, false, 'reason-other.sign-in-expired'],
  [{ step: 'tasks', ok: false, code: 'not-available' }, true, 'reason.not-available'],
  [{ step: 'tasks', ok: false, code: 'of-another-version' }, true, undefined],
  [{ step: 'tasks', ok: false, code: 'constructor' }, true, undefined],
] as const)('%j (own: %s) is %s', (verdict, isOwn, text) => expect(verdictText(verdict, isOwn)).toBe(text));
