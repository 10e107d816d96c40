import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import { createAlarm } from './alarm';

test('rings outside of the request and the transaction in which it was set', async () => {
  const request = new AsyncLocalStorage<string>();
  const rung = await new Promise((resolve) => {
    const alarm = createAlarm(() => resolve(request.getStore() ?? 'outside'));
    request.run('of somebody', () => alarm.set('ada', 0));
  });
  expect(rung).toBe('outside');
});

test('rings once for all whose moments are close together, and names each once', async () => {
  const rung: (readonly string[])[] = [];
  await new Promise<void>((resolve) => {
    const alarm = createAlarm((accounts) => {
      rung.push(accounts);
      resolve();
    });
    for (const account of ['ada', 'bea', 'ada']) alarm.set(account, 0);
  });
  expect(rung).toEqual([['ada', 'bea']]);
});
