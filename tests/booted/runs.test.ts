import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunReport } from '../../src/contracts';
import { addRemote, manySubjects, openOffice, refusal, remoteIdOf, table, type Office } from '../support';

const ORGANIZATION = 'plugin::microsoft-sync.organization';
let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(async () => {
  vi.useRealTimers();
  await office.close();
});

describe('a run', () => {
  it('that was stopped can be approved, also after the next run', async () => {
    addRemote(office, ['A', 'B', 'C']);
    await office.sync();
    for (const subject of ['A', 'B', 'C']) office.mailbox.deleteEvent(remoteIdOf(office, subject));
    const stopped = await office.sync();
    await office.sync();
    const { runs } = await office.services.sync.approve({ run: stopped.run });
    expect(runs).toMatchObject([{ outcome: 'completed', strapi: { deleted: 3 } }]);
    expect(await office.events()).toEqual([]);
  });

  it('that did not complete is not announced as completed', async () => {
    const announced: string[] = [];
    for (const name of ['completed', 'failed'])
      office.strapi.eventHub.on(`microsoft-sync.run.${name}`, async ({ outcome }: RunReport) => void announced.push(`${name}: ${outcome}`));
    office.sandbox.faults.push({ method: 'GET', path: 'calendarView/delta', times: 10, answer: refusal(403, 'ErrorAccessDenied') });
    const { outcome } = await office.sync();
    await vi.waitFor(() => expect(announced).toEqual([`failed: ${outcome}`]));
  });

  it('keeps its lease while it waits for Microsoft', async () => {
    const leasedUntil = async () => Number((await table(office, 'targets').first('leased_until')).leased_until);
    addRemote(office, manySubjects(30));
    await office.sync();
    for (const subject of manySubjects(30)) office.mailbox.deleteEvent(remoteIdOf(office, subject));
    office.sandbox.faults.push({ path: '$batch', delayMilliseconds: 2000 });
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const run = office.sync();
    await vi.waitFor(() => expect(office.sandbox.faults.pending).toEqual([]), { timeout: 5000 });
    const before = await leasedUntil();
    vi.advanceTimersByTime(15_000);
    await vi.waitFor(async () => expect(await leasedUntil()).toBeGreaterThan(before));
    expect(await run).toMatchObject({ outcome: 'stopped-by-guard', strapi: { deleted: 0 } });
  });

  it('does not hammer when its link is gone again and again', async () => {
    addRemote(office, manySubjects(450)); // three pages
    office.sandbox.faults.push({ method: 'GET', path: /skiptoken/, times: 60, answer: refusal(410, 'SyncStateNotFound') });
    const { requests } = await office.sync();
    expect(requests).toBeLessThan(10);
  });

  it('is due for a person who joins an organization where the calendar is on', async () => {
    const status = async () => (await office.services.sync.status({ user: office.user })).find(({ resource }) => resource === 'calendar');
    await office.settings({ calendarEnabled: false });
    expect(await office.sync()).toMatchObject({ outcome: 'off' });
    const organizations = office.strapi.documents(ORGANIZATION);
    const { documentId } = await organizations.create({ data: { name: 'Acme' } as never });
    await office.services.settings.write({ level: 'organization', id: documentId }, { calendarEnabled: true });
    expect(await status()).toMatchObject({ enabled: false, nextSyncAt: null });
    await organizations.update({ documentId, data: { members: [office.user] } as never });
    expect(await status()).toMatchObject({ enabled: true, nextSyncAt: expect.any(String) });
  });
});
