import type { Core } from '@strapi/types';
import { bootStrapi } from '../support';
import type { Figure } from './scenarios';

const ORGANIZATIONS = 10_000;
const USERS = 100_000;
const ACCOUNTS = 30_000;
const CHUNK = 500;
const TIMES = 5;

const paths = [
  '/organizations',
  '/organizations?search=company%209',
  '/organizations?overrides=true&page=20&pageSize=100',
  '/users',
  '/users?page=3999',
  '/users?search=person%2099',
  '/users?state=connected',
  '/users?state=not-connected&page=2000',
  '/users?state=connected&search=9',
  '/users?state=connected&page=500',
  '/users?organization=organization00000000000042',
  '/users?overrides=true',
  '/status',
  '/status?page=1000&resource=calendar',
  '/status?state=delayed',
  '/status?organization=organization00000000000042',
];

/** Lists of 10,000 organizations and 100,000 users, 30,000 of them with an account, on SQLite: medians in milliseconds over HTTP. */
export async function measureLists(): Promise<Figure[]> {
  const booted = await bootStrapi();
  try {
    const admin = await booted.createAdminUser({});
    const token = await booted.adminToken(admin);
    await seed(booted.strapi);
    const figures: Record<string, number | string> = {};
    const measure = async (name: string, ask: () => PromiseLike<{ status: number }>) => {
      const times: number[] = [];
      const processor: number[] = [];
      for (let at = 0; at < TIMES; at += 1) {
        const startedAt = performance.now();
        const before = process.cpuUsage();
        const { status } = await ask();
        const { user, system } = process.cpuUsage(before);
        times.push(performance.now() - startedAt);
        processor.push((user + system) / 1000);
        if (status !== 200) throw new Error(`${name} answered ${status}`);
      }
      figures[`${name}: ms / of them the processor's`] = `${median(times)} / ${median(processor)}`;
    };
    const call = (method: 'get' | 'post', path: string) =>
      booted.request[method](`/microsoft-sync${path}`).set('Authorization', `Bearer ${token}`);
    for (const path of paths) await measure(path, () => call('get', path));
    await measure('impact of a system setting', () =>
      call('post', '/settings/system/impact').send({ fields: { syncIntervalMinutes: 30 } }),
    );
    const sync = booted.strapi.plugin('microsoft-sync').service('sync') as { status(): Promise<unknown[]> };
    await measure('sync.status() of everybody', async () => ({ status: (await sync.status()).length === 2 * ACCOUNTS ? 200 : 500 }));
    return Object.entries(figures).map(([name, value]) => ({ name, value }));
  } finally {
    await booted.close();
  }
}

const median = (all: number[]) => Math.round([...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);

async function seed(strapi: Core.Strapi): Promise<void> {
  const knex = strapi.db.connection;
  const application = strapi.plugin('microsoft-sync').service('application') as { write(patch: object): Promise<void> };
  await application.write({
    clientId: '6c6f63a1-0000-4000-8000-00000000c1d0',
    tenantId: 'example.com',
    clientSecret: 'a~secret',
    mode: 'delegated',
  });
  const key = String((await knex('microsoft_sync_applications').first('client_secret'))?.['client_secret']).split('.')[1] ?? '';
  const insert = async (table: string, count: number, row: (at: number) => object) => {
    await knex.transaction(async (transaction) => {
      for (let from = 0; from < count; from += CHUNK)
        await transaction.batchInsert(
          table,
          Array.from({ length: Math.min(CHUNK, count - from) }, (_, at) => row(from + at)),
          50,
        );
    });
  };
  const id = (kind: string, at: number) => `${kind}${String(at).padStart(26 - kind.length, '0')}`;
  const now = Date.now();
  const first = Number((await knex('admin_users').max({ id: 'id' }))[0]?.['id'] ?? 0) + 1;
  await insert('microsoft_sync_organizations', ORGANIZATIONS, (at) => ({
    id: at + 1,
    document_id: id('organization', at),
    name: `Company ${at}`,
    created_at: now + at,
    updated_at: now,
  }));
  await insert('admin_users', USERS, (at) => ({
    id: first + at,
    document_id: id('user', at),
    firstname: `Person ${(at * 7919) % USERS}`,
    lastname: `Of ${at % 977}`,
    email: `person-${at}@example.com`,
    password: 'x',
    is_active: true,
    blocked: false,
    created_at: now,
  }));
  const { joinTable } = strapi.db.metadata.get('plugin::microsoft-sync.organization').attributes['members'] as unknown as {
    joinTable: { name: string; joinColumn: { name: string }; inverseJoinColumn: { name: string } };
  };
  await insert(joinTable.name, USERS, (at) => ({
    [joinTable.joinColumn.name]: (at % ORGANIZATIONS) + 1,
    [joinTable.inverseJoinColumn.name]: first + at,
  }));
  await insert(joinTable.name, USERS / 10, (at) => ({
    [joinTable.joinColumn.name]: ((at * 10 + 6 + (at % 97)) % ORGANIZATIONS) + 1,
    [joinTable.inverseJoinColumn.name]: first + at * 10 + 5,
  }));
  await insert('microsoft_sync_accounts', ACCOUNTS, (at) => ({
    user_id: id('user', at * 3),
    mode: 'delegated',
    mailbox_address: `person-${at}@example.com`,
    scopes: 'User.Read MailboxSettings.Read Calendars.ReadWrite',
    sealed_with: key,
    token_cache: `ms1.${key}.${'x'.repeat(5_000)}`,
    token_version: 1,
    connected_at: now,
    last_succeeded_at: now,
    failure_reason: at % 50 === 0 ? 'throttled' : null,
    failure_at: at % 50 === 0 ? now + 1 : null,
  }));
  await insert('microsoft_sync_targets', ACCOUNTS, (at) => ({
    target_key: `${id('user', at * 3)}|calendar`,
    user_id: id('user', at * 3),
    resource: 'calendar',
    next_run_at: now,
    attempts: 0,
  }));
  await insert('microsoft_sync_user_settings', 5_000, (at) => ({
    document_id: id('settings', at),
    user_id: id('user', at * 11),
    calendar_enabled: at % 2 === 0,
    created_at: now,
  }));
  await insert('microsoft_sync_organization_settings', 2_000, (at) => ({
    document_id: id('settings', at),
    organization_id: id('organization', at * 5),
    sync_interval_minutes: 30,
    created_at: now,
  }));
}
