import { expect, test } from 'vitest';

import { createMailboxLimiter, createPauses } from '../../microsoft/index';
import { createWorld, startTestSandbox } from '../testing/world';

test('a mailbox is connected, checked and read under one limit, and one pause', async () => {
  const sandbox = await startTestSandbox();
  const limiter = createMailboxLimiter({ pauses: createPauses({ now: Date.now }) });
  const mailboxes = new Set<string>();
  const world = await createWorld(sandbox, {
    patch: { mode: 'application' },
    limiter: {
      ...limiter,
      run(mailbox, ...of) {
        mailboxes.add(mailbox);
        return limiter.run(mailbox, ...of);
      },
    },
  });
  world.assigned.set('ada', 'Ada@Sandbox.example');
  await world.accounts.check({ user: 'ada' });
  await world.accounts.check({ user: 'ada' });
  const { mailbox } = await world.accounts.open({ user: 'ada' });
  expect((await mailbox.send({ method: 'GET', path: '/calendar' })).failure).toBeNull();
  expect([...mailboxes]).toHaveLength(1);
  await sandbox.close();
});
