import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { createAlarm } from './alarm';

test('rings outside of the request and the transaction in which it was set', async () => {
  const request = new AsyncLocalStorage<string>();
  const rung = await new Promise((resolve) => {
    const alarm = createAlarm(() => resolve(request.getStore() ?? 'outside'));
    request.run('of somebody', () => alarm.set(0));
  });
  expect(rung).toBe('outside');
});
