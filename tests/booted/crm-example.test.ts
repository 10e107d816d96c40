import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, type Office } from '../support';
import { repository } from '../support/places';

const tomorrow = (hour: number) => ({
  dateTime: new Date(new Date().setUTCHours(24 + hour, 0, 0, 0)).toISOString().slice(0, 19),
  timeZone: 'UTC',
});

describe('the example for authors of other plugins', () => {
  let office: Office;
  let key: string;
  const call = (method: 'get' | 'post', address: string) => office.booted.request[method](address).set('Authorization', `Bearer ${key}`);

  beforeAll(async () => {
    const resolve = path.join(repository, 'playground', 'src', 'plugins', 'crm-example');
    office = await openOffice({ boot: { plugins: { 'crm-example': { enabled: true, resolve } } } });
    const token = await office.strapi.service('admin::api-token').create({
      name: 'CRM',
      type: 'custom',
      lifespan: null,
      permissions: ['plugin::crm-example.agenda.find', 'plugin::crm-example.agenda.refresh'],
    });
    key = token.accessKey;
  });
  afterAll(() => office.close());

  it('is closed without an API token', async () => {
    await office.booted.request.get(`/api/crm-example/agenda?user=${office.user}`).expect(403);
  });

  it('shows the agenda after a run, and what the run did', async () => {
    office.mailbox.addEvent({ subject: 'Stand-up', start: tomorrow(9), end: tomorrow(10) });
    const { body } = await call('post', `/api/crm-example/agenda/refresh?user=${office.user}`).expect(200);
    expect(body.meta).toEqual({ outcomes: ['completed'] });
    expect(body.data).toMatchObject({
      account: { state: 'connected', reason: null },
      isSynchronized: true,
      everyMinutes: 15,
      lastRun: { outcome: 'completed', strapi: { created: 1 } },
      occurrences: [{ subject: 'Stand-up', isAllDay: false }],
    });
  });

  it('says what is wrong with a question', async () => {
    const { body } = await call('get', `/api/crm-example/agenda?user=${office.user}&days=many`).expect(400);
    expect(body.error.message).toContain('`days`');
  });
});
