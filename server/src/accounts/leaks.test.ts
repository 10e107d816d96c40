import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { Sandbox } from '../../../sandbox/index';
import { clientSecret, createWorld, startTestSandbox } from './testing/world';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

test('no secret, token or code appears in any error, log line or result', async () => {
  const said: unknown[] = [];
  const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...of) => void said.push(of)),
  );
  const secrets = new Set([clientSecret]);
  const { fetch: real } = globalThis;
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const response = await real(input, init);
    const sent = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
    for (const name of ['client_secret', 'code', 'code_verifier', 'refresh_token']) if (sent.get(name)) secrets.add(sent.get(name)!);
    const received = (await response
      .clone()
      .json()
      .catch(() => null)) as Record<string, unknown> | null;
    for (const name of ['access_token', 'refresh_token', 'id_token']) if (typeof received?.[name] === 'string') secrets.add(received[name]);
    return response;
  });
  try {
    const world = await createWorld(sandbox);
    const hear = async (work: Promise<unknown>) => void said.push(await work.catch((error: unknown) => error));
    const { accounts } = world;

    await world.connect('ada');
    const answer = await world.signIn('ada');
    const of = { user: 'ada', code: answer.get('code')!, state: answer.get('state')! };
    secrets.add(of.code);
    await hear(accounts.finishConnect({ ...of, user: 'bob' }));
    await hear(accounts.finishConnect(of));
    await hear(accounts.finishConnect(of));
    await hear(accounts.status({ user: 'ada' }));
    await hear(accounts.check({ user: 'ada' }));
    await hear(world.application.read());
    await hear(
      accounts
        .open({ user: 'ada' })
        .then(({ mailbox, account }) => mailbox.send({ method: 'GET', path: '/calendar' }).then((got) => [account, got])),
    );
    for (const status of [400, 401, 403, 429, 500]) {
      sandbox.faults.push({
        path: '/token',
        answer: { status, body: { error: 'invalid_grant', error_description: `AADSTS1: ${clientSecret} ${of.code}` } },
      });
      await hear(accounts.check({ user: 'ada' }));
    }
    sandbox.faults.clear();
    sandbox.faults.push({ path: '/calendar', times: 9, drop: true });
    await hear(accounts.open({ user: 'ada' }).then(({ mailbox }) => mailbox.send({ method: 'GET', path: '/calendar' })));
    await hear(accounts.graph({ user: 'ada' }).then((graph) => graph.api('/me/calendar').get() as Promise<unknown>));
    sandbox.faults.clear();
    await world.application.write({ clientSecret: 'wrong~secret' });
    secrets.add('wrong~secret');
    await hear(accounts.check({ user: 'ada' }));
    await hear(world.application.write({ clientSecret: 'x'.repeat(2000) + clientSecret }));
    said.push(world.warnings, world.called, [...world.store.rows.values()], [...world.store.signIns.values()]);

    const text = said.map((one) => `${inspect(one, { depth: 12, showHidden: false })} ${JSON.stringify(one)}`).join('\n');
    expect(secrets.size).toBeGreaterThan(8);
    for (const secret of secrets) expect(text.includes(secret), `shown: ${secret.slice(0, 12)}…`).toBe(false);
  } finally {
    spy.mockRestore();
    consoles.forEach((one) => one.mockRestore());
  }
});
