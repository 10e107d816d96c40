import { writeApplication } from '../support/application';
import { type Connected, openApplicationSite } from '../support/application-site';
import { startServer } from '../support/servers';
import { chosenDatabase } from './chosen-database';
import type { Figure } from './scenarios';

const MAILBOXES = 200;
const SERVERS = 3;
const EVENTS = 30;
const LATENCY_MS = 50;
const ROUNDS = 3;

/** Three servers and one database under the limits that Microsoft publishes: what is refused, and what is asked too early. */
export async function measureFairness(): Promise<Figure[]> {
  const site = await openApplicationSite({ people: MAILBOXES, boot: { database: chosenDatabase() } });
  const targets = () => site.booted.strapi.db.connection('microsoft_sync_targets');
  const servers = [];
  try {
    const people: Connected[] = [];
    for (let at = 0; at < MAILBOXES; at += 1) people.push(await site.connectNext());
    await targets().update({ next_run_at: null });
    writeApplication({ directory: site.booted.directory, config: { ...site.config, scheduler: { enabled: true } } });
    for (let at = 0; at < SERVERS; at += 1) servers.push(await startServer(site.booted.directory));
    site.sandbox.limits.latencyMilliseconds = LATENCY_MS;
    const sum = { requests: 0, refused: 0, early: 0, seconds: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { mailbox } of people)
        for (let at = 0; at < EVENTS; at += 1) {
          const start = Date.now() + (24 * (round + 1) + at) * 3_600_000;
          const dated = (instant: number) => ({ dateTime: new Date(instant).toISOString().slice(0, 19), timeZone: 'UTC' });
          mailbox.addEvent({ subject: `${round}.${at}`, start: dated(start), end: dated(start + 3_600_000) });
        }
      const before = Date.now();
      site.sandbox.requests.clear();
      // Calendar and tasks of an account are due at different moments, so that two servers would meet in one mailbox.
      await targets().where({ resource: 'calendar' }).update({ next_run_at: before });
      await targets()
        .where({ resource: 'tasks' })
        .update({ next_run_at: before + 1_000 });
      for (;;) {
        const [open] = await targets()
          .where((left) => void left.whereNull('last_sync_at').orWhere('last_sync_at', '<', before))
          .count({ n: '*' });
        if (Number(open?.['n']) === 0 || Date.now() - before > 120_000) break;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      sum.seconds += (Date.now() - before) / 1000;
      const asked = site.sandbox.requests.entries.filter(({ address }) => address !== undefined);
      sum.requests += asked.length;
      sum.refused += asked.filter(({ status }) => status === 429 || status === 503).length;
      sum.early += asked.filter(({ isEarly }) => isEarly).length;
    }
    const what = `${MAILBOXES} mailboxes, ${SERVERS} servers`;
    return [
      { name: `${what}: requests`, value: sum.requests },
      { name: `${what}: refused, in %`, value: Math.round((sum.refused * 10_000) / sum.requests) / 100, most: 1 },
      { name: `${what}: before their time`, value: sum.early, most: 0 },
      { name: `${what}: s`, value: Math.round(sum.seconds) },
    ];
  } finally {
    for (const server of servers) await server.kill();
    await site.close();
  }
}
