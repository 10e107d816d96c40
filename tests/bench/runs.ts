import { openOffice, type Office } from '../support';

const HOUR = 3_600_000;

interface Cost {
  readonly statements: number;
  readonly commits: number;
  readonly requests: number;
  readonly milliseconds: number;
}

/** What runs cost on SQLite: first import, nothing to do, many local edits. */
export async function measureRuns() {
  const figures: Record<string, number | string> = {};
  for (const events of [10, 1000]) {
    const office = await openOffice();
    try {
      for (let at = 0; at < events; at += 1) office.mailbox.addEvent(eventAt(at));
      const first = await cost(office);
      figures[`first import of ${events}: events per second`] = Math.round((events * 1000) / first.milliseconds);
      figures[`first import of ${events}: statements per event`] = Number((first.statements / events).toFixed(1));
      figures[`first import of ${events}: requests`] = first.requests;
      await office.sync();
      const idle = await cost(office);
      figures[`nothing to do, ${events} events: requests / statements / commits`] = `${idle.requests} / ${idle.statements} / ${idle.commits}`;
      if (events < 1000) continue;
      for (const event of await office.events()) await office.updateEvent(String(event['documentId']), { location: 'Moved' });
      const push = await cost(office);
      figures['1000 local edits: requests'] = push.requests;
      figures['1000 local edits: per second'] = Math.round((1000 * 1000) / push.milliseconds);
    } finally {
      await office.close();
    }
  }
  return figures;
}

function eventAt(at: number) {
  const start = Math.floor(Date.now() / HOUR) * HOUR + (24 + (at % 5000)) * HOUR;
  const time = (instant: number) => ({ dateTime: new Date(instant).toISOString().replace('Z', ''), timeZone: 'UTC' });
  return { subject: `Event ${at}`, start: time(start), end: time(start + HOUR / 2), location: { displayName: 'Room' } };
}

async function cost(office: Office): Promise<Cost> {
  let statements = 0;
  let commits = 0;
  const count = ({ sql }: { sql: string }) => {
    if (/^\s*commit/i.test(sql)) commits += 1;
    else if (!/^\s*(begin|rollback|savepoint|release)/i.test(sql)) statements += 1;
  };
  const { connection } = office.strapi.db;
  connection.on('query', count);
  const startedAt = performance.now();
  const { requests } = await office.sync();
  const milliseconds = performance.now() - startedAt;
  connection.removeListener('query', count);
  return { statements, commits, requests, milliseconds };
}
