import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCrm, playgroundHomes, type Crm } from '../support/crm';

const at = (hour: number) => ({
  dateTime: new Date(new Date().setUTCHours(48 + hour, 0, 0, 0)).toISOString().slice(0, 19),
  timeZone: 'UTC',
});
const waits = { outcome: 'off', reason: 'mapping-not-confirmed' };

describe('a mapping that nobody has confirmed', () => {
  let crm: Crm;
  const states = async () =>
    Object.fromEntries((await crm.office.services.resources.list()).map(({ name, confirmation }) => [name, confirmation.state]));
  beforeAll(async () => {
    crm = await openCrm({ resources: playgroundHomes().crm, isConfirmed: false });
    await crm.createMeeting({ title: 'Visit' });
    crm.office.mailbox.addEvent({ subject: 'Lunch', start: at(12), end: at(13) });
  });
  afterAll(() => crm.close());

  it('lets no run of its resource begin, and says so', async () => {
    expect(await states()).toMatchObject({
      'api::meeting.meeting': 'new',
      calls: 'new',
      tasks: 'new',
      'plugin::microsoft-sync.task': 'confirmed',
    });
    expect(await crm.sync('calendar')).toMatchObject(waits);
    expect(await crm.sync('tasks')).toMatchObject(waits);
    expect(crm.office.mailbox.listEvents().map(({ subject }) => subject)).toEqual(['Lunch']);
    const [row] = await crm.office.services.sync.status({ user: crm.office.user });
    expect(row).toMatchObject({ state: 'action-required', reason: 'mapping-not-confirmed' });
  });

  it('has a preview all the same', async () => {
    const { actions } = await crm.office.services.sync.preview({ user: crm.office.user, resource: 'calendar' });
    expect(actions.map(({ side, kind, item }) => [side, kind, item.title]).sort()).toEqual([
      ['microsoft', 'create', 'Visit'],
      ['strapi', 'create', 'Lunch'],
    ]);
  });

  it('counts once it is confirmed, for the one resource', async () => {
    expect(await crm.office.services.resources.confirm({ resource: 'calendar', by: crm.office.user })).toEqual([
      'api::meeting.meeting',
      'calls',
      'appointments',
    ]);
    expect(await crm.office.services.resources.confirm({ resource: 'calendar' })).toEqual([]);
    expect(await crm.sync('calendar')).toMatchObject({ outcome: 'completed', microsoft: { created: 1 }, strapi: { created: 1 } });
    expect(await crm.sync('tasks')).toMatchObject(waits);
    const [row] = await crm.office.services.sync.status({ user: crm.office.user });
    expect(row).toMatchObject({ state: 'connected', reason: null });
  });

  it('waits again when it has changed', async () => {
    await crm.office.strapi.db
      .connection('microsoft_sync_homes')
      .where({ home_key: 'calendar|calls' })
      .update({ mapping: 'of another mapping' });
    expect(await states()).toMatchObject({ calls: 'changed', appointments: 'confirmed' });
    expect(await crm.sync('calendar')).toMatchObject(waits);
    await crm.office.services.resources.confirm();
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { created: 0 }, microsoft: { created: 0 } });
  });
});
