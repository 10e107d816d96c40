import type { WakeEngine, WakeHandler } from '../../../../src/contracts/wakes';
import type { Sql } from '../../host/sql';
import { createAlarm } from './alarm';

/** A bell in the memory of this process; others find what it was about at their next look. */
export function createLocalEngine({ afterCommit, report }: Pick<Sql, 'afterCommit'> & { report: (error: unknown) => void }): WakeEngine {
  const handling = new Set<Promise<void>>();
  let handler: WakeHandler = async () => undefined;
  const alarm = createAlarm((accounts) => {
    for (const account of accounts) {
      const handled = handler(account)
        .catch(report)
        .finally(() => handling.delete(handled));
      handling.add(handled);
    }
  });
  return {
    async start(own) {
      handler = own;
    },
    async wake(account, { notBefore }) {
      afterCommit(async () => alarm.set(account, Math.max(0, (notBefore?.getTime() ?? 0) - Date.now())));
    },
    async stop() {
      alarm.end();
      await Promise.all(handling);
    },
  };
}
