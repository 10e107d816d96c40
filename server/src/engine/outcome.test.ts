import { expect, test } from 'vitest';
import { tokenFailure } from '../accounts/tokens/token-failure';
import { networkCause } from '../causes/network';
import { endingOf } from './outcome';

const url = 'https://login.microsoftonline.com/t/oauth2/v2.0/token';
const lostBy = (code: string) => {
  const error = new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });
  return tokenFailure(error, { status: 0, isJson: true, retryAfterMs: null, lost: networkCause(error, url) });
};

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 1, /login\.microsoftonline\.com.*not trusted.*NODE_EXTRA_CA_CERTS/],
  ['ENOTFOUND', 1, /login\.microsoftonline\.com cannot be resolved/],
  ['ECONNRESET', 0, /^$/], // passes by itself
])('that the sign-in service is not reached for %s, the log says %s times, however many accounts meet it', (code, times, words) => {
  const said: string[] = [];
  const log = { error: (message: string) => void said.push(message) };
  for (let account = 0; account < 3; account += 1)
    expect(endingOf(lostBy(code), account, log)).toMatchObject({ outcome: 'delayed', failure: { reason: 'microsoft-unavailable' } });
  expect(said).toHaveLength(times);
  for (const line of said) expect(line).toMatch(words);
});
