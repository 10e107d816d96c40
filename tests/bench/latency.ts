import { EVENT } from '../support';
import { addAccounts, idAt } from './accounts';
import type { Figure } from './scenarios';
import { openSite, type Site } from './site';

const IMPORTERS = 4;
const EVENTS = 3_000;
const OVERDUE = 1_000;
const EDITS = 20;
const GIVE_UP_MS = 60_000;

/** How long an edit takes until it is in Microsoft: with nothing else to do, beside first imports, and while everybody else is overdue. */
export async function measureLatency(): Promise<Figure[]> {
  return [...(await besideImports()), ...(await besideOverdue())];
}

async function besideImports(): Promise<Figure[]> {
  const site = await openSite({ people: IMPORTERS + 1, config: { scheduler: { enabled: true } } });
  const knex = site.strapi.db.connection;
  const editor = site.users[IMPORTERS] ?? '';
  try {
    await untilIdle(site);
    const alone = await edits(site, { editor, person: IMPORTERS, most: EDITS, name: 'alone' });
    for (let person = 0; person < IMPORTERS; person += 1) await site.sandbox.add(person, EVENTS);
    await knex('microsoft_sync_targets').whereNot({ user_id: editor }).update({ next_run_at: Date.now(), full_requested: true });
    const began = performance.now();
    let isOver = false;
    const imported = async () =>
      Number((await knex('microsoft_sync_calendar_events').where('subject', 'not like', 'Edit%').count({ n: '*' }))[0]?.['n']);
    const over = (async () => {
      while ((await imported()) < IMPORTERS * EVENTS && performance.now() - began < 300_000) await pause(500);
      isOver = true;
    })();
    const beside = await edits(site, { editor, person: IMPORTERS, most: 200, name: 'beside', isOver: () => isOver });
    await over;
    return [
      { name: 'an edit with nothing else to do: p95 in s', value: p95(alone), most: 1.5 },
      { name: `an edit beside ${IMPORTERS} imports of ${EVENTS} events: p95 in s`, value: p95(beside), most: 3 },
      { name: `an edit beside ${IMPORTERS} imports of ${EVENTS} events: the longest in s`, value: seconds(Math.max(...beside)) },
      { name: `edits beside ${IMPORTERS} imports`, value: beside.length },
      { name: `${IMPORTERS} imports of ${EVENTS} events: s`, value: seconds(performance.now() - began) },
    ];
  } finally {
    await site.close();
  }
}

async function besideOverdue(): Promise<Figure[]> {
  const site = await openSite({ people: OVERDUE + 1, connected: 0, config: { scheduler: { enabled: true } } });
  const knex = site.strapi.db.connection;
  try {
    await site.services.application.write({ mode: 'application' });
    await addAccounts(site.strapi, OVERDUE + 1);
    const editor = idAt(OVERDUE);
    await knex('microsoft_sync_targets').where({ user_id: editor }).update({ next_run_at: 1 });
    await untilDone(site, editor);
    let isOver = false;
    const overdue = (async () => {
      while (!isOver) {
        await knex('microsoft_sync_targets').whereNot({ user_id: editor }).whereNull('lease_token').update({ next_run_at: 1 });
        await pause(3_000);
      }
    })();
    const took = await edits(site, { editor, person: OVERDUE, most: EDITS, name: 'overdue' });
    isOver = true;
    await overdue;
    return [
      { name: `an edit while ${OVERDUE} accounts are overdue: p95 in s`, value: p95(took), most: 3 },
      { name: `an edit while ${OVERDUE} accounts are overdue: the longest in s`, value: seconds(Math.max(...took)) },
    ];
  } finally {
    await site.close();
  }
}

/** One after the other, each from the moment when it is saved until Microsoft holds it. */
async function edits(
  { strapi, sandbox }: Site,
  of: { editor: string; person: number; most: number; name: string; isOver?: () => boolean },
): Promise<number[]> {
  const took: number[] = [];
  for (let at = 0; at < of.most && of.isOver?.() !== true; at += 1) {
    const subject = `Edit ${of.name} ${at}`;
    const start = Date.now() + (24 + at) * 3_600_000;
    const data = {
      owner: of.editor,
      subject,
      start: new Date(start).toISOString(),
      end: new Date(start + 3_600_000).toISOString(),
      timeZone: 'UTC',
    };
    await strapi.documents(EVENT).create({ data: data as never });
    const savedAt = performance.now();
    while (!(await sandbox.holds(of.person, subject)) && performance.now() - savedAt < GIVE_UP_MS) await pause(20);
    took.push(performance.now() - savedAt);
    await pause(200 + Math.random() * 800); // at no certain place between two ticks
  }
  return took;
}

async function untilIdle({ strapi }: Site): Promise<void> {
  for (;;) {
    const [row] = await strapi.db
      .connection('microsoft_sync_targets')
      .where((busy) => void busy.whereNotNull('lease_token').orWhereNull('last_sync_at'))
      .count({ n: '*' });
    if (Number(row?.['n']) === 0) return;
    await pause(200);
  }
}
async function untilDone({ strapi }: Site, user: string): Promise<void> {
  const open = () => strapi.db.connection('microsoft_sync_targets').where({ user_id: user }).whereNull('last_sync_at').count({ n: '*' });
  while (Number((await open())[0]?.['n']) > 0) await pause(200);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seconds = (milliseconds: number): number => Math.round(milliseconds / 10) / 100;
const p95 = (took: readonly number[]): number => seconds([...took].sort((a, b) => a - b)[Math.ceil(took.length * 0.95) - 1] ?? 0);
