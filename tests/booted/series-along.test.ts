import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EVENT, openTwoCalendars } from '../support';

/** What a change of a series means for its exceptions, whoever writes it and how. */
let at: Awaited<ReturnType<typeof openTwoCalendars>>;
beforeAll(async () => {
  at = await openTwoCalendars();
});
afterAll(() => at.close());
beforeEach(() => at.empty());

describe('a series that is duplicated', () => {
  it.each<[string, (series: string) => Promise<unknown>]>([
    ['the Content Manager', (series) => at.contentManager('post', `/clone/${series}`, { subject: 'Copy' })],
    [
      'the Content Manager, with the relations of its form',
      (series) => at.contentManager('post', `/clone/${series}`, { subject: 'Copy', exceptions: { connect: [], disconnect: [] } }),
    ],
    [
      'the Document Service',
      (series) => at.office.strapi.documents(EVENT).clone({ documentId: series, data: { subject: 'Copy' } as never }),
    ],
  ])('keeps its exceptions, and its copy is like it: %s', async (_name, duplicate) => {
    const { first, exception } = await at.two();
    await duplicate(first);
    expect((await at.row(exception)).series?.documentId).toBe(first);
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there().filter((text) => text.endsWith('Special'))).toHaveLength(2);
    expect(at.ada.there().filter((text) => text.endsWith('Copy'))).toHaveLength(5);
    expect(at.ada.there().filter((text) => text.endsWith('Review'))).toHaveLength(5);
  });
});

describe('a series of another owner', () => {
  it.each<[string, (series: string) => Promise<unknown>]>([
    ['the Document Service', (series) => at.update(series, { owner: at.ben.documentId })],
    [
      'the Content Manager',
      (series) =>
        at.contentManager('put', `/${series}`, {
          owner: { connect: [{ id: Number(at.ben.id) }], disconnect: [{ id: Number(at.office.ada.id) }] },
        }),
    ],
    ['db.query.update', (series) => at.query().update({ where: { documentId: series }, data: { owner: Number(at.ben.id) } })],
  ])('takes its exceptions along: %s', async (_name, give) => {
    const { first, exception } = await at.two();
    await give(first);
    expect((await at.row(exception)).owner?.documentId).toBe(at.ben.documentId);
    await at.bens.run();
    expect(at.bens.there()).toEqual([]); // never in both
    await at.ada.run();
    await at.bens.run();
    await at.ada.isSettled();
    await at.bens.isSettled();
    expect(at.bens.there()).toContain('2026-11-09T08:00 Special');
    expect(at.bens.there()).toHaveLength(6);
    expect(at.ada.there()).toHaveLength(6);
  });

  it('leaves what another person has made a part of it', async () => {
    const { first, exception } = await at.two();
    await at.update(exception, { owner: at.ben.documentId });
    await at.update(first, { owner: null });
    expect((await at.row(exception)).owner?.documentId).toBe(at.ben.documentId);
  });

  it('is nobody’s, and so are its exceptions', async () => {
    const { first, exception } = await at.two();
    await at.update(first, { owner: null });
    expect((await at.row(exception)).owner).toBeNull();
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there()).toHaveLength(6);
  });
});

describe('an entry that is duplicated', () => {
  it('is an event of its own where it was an exception', async () => {
    const { exception } = await at.two();
    await at.office.strapi.documents(EVENT).clone({ documentId: exception, data: { subject: 'Copy' } as never });
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there()).toContain('2026-11-09T08:00 Copy');
    expect(at.ada.there()).toContain('2026-11-09T08:00 Special');
  });

  it('takes no exceptions along where it is no series any more', async () => {
    const { first } = await at.two();
    await at.update(first, { recurrence: null });
    const copy = await at.office.strapi.documents(EVENT).clone({ documentId: first, data: { subject: 'Copy' } as never });
    const parts = await at.query().findMany({ where: { series: { documentId: copy?.documentId } } });
    expect(parts).toEqual([]);
  });

  it('invites nobody, whoever organizes it and whoever was invited', async () => {
    const people = [{ type: 'required', emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } }];
    const times = {
      start: { dateTime: '2026-11-02T09:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-11-02T10:00:00', timeZone: 'UTC' },
    };
    at.ada.mailbox.addEvent({ ...times, subject: 'Mine', attendees: people });
    at.ada.mailbox.addEvent({ ...times, subject: 'Theirs', attendees: people, organizer: people[0], isOrganizer: false });
    await at.ada.run();
    for (const { documentId } of await at.office.strapi.documents(EVENT).findMany({}))
      await at.contentManager('post', `/clone/${documentId}`, {});
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there()).toHaveLength(4);
    expect(at.ada.mailbox.mailsSent()).toEqual([]);
    const attendees = at.ada.mailbox.listEvents().map((event) => (event['attendees'] as unknown[]).length);
    expect(attendees.sort()).toEqual([0, 0, 1, 1]);
  });

  it('has none of the exceptions where it has other dates', async () => {
    const { first } = await at.two();
    await at.contentManager('post', `/clone/${first}`, {
      subject: 'Copy',
      start: '2026-11-03T08:00:00.000Z',
      end: '2026-11-03T09:00:00.000Z',
      recurrence: 'FREQ=DAILY;COUNT=3',
    });
    await at.ada.run();
    await at.ada.isSettled();
    expect(at.ada.there().filter((text) => text.endsWith('Special'))).toHaveLength(1);
    expect(at.ada.there().filter((text) => text.endsWith('Copy'))).toHaveLength(3);
  });
});
