import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HomeMapping } from '../../src/contracts';
import { openOffice, type Office } from '../support';
import { EVENT } from '../support/office';

const VISIT = 'api::visit.visit';
const files = {
  'src/api/visit/content-types/visit/schema.json': JSON.stringify({
    kind: 'collectionType',
    collectionName: 'visits',
    info: { singularName: 'visit', pluralName: 'visits', displayName: 'Visit' },
    options: { draftAndPublish: false },
    attributes: {
      title: { type: 'string' },
      from: { type: 'datetime' },
      until: { type: 'datetime' },
      zone: { type: 'string' },
      rule: { type: 'text' },
      without: { type: 'json' },
      originally: { type: 'datetime' },
      whole: { type: 'relation', relation: 'manyToOne', target: VISIT, inversedBy: 'parts' },
      parts: { type: 'relation', relation: 'oneToMany', target: VISIT, mappedBy: 'whole' },
      assignee: { type: 'relation', relation: 'manyToOne', target: 'admin::user' },
    },
  }),
};
const visits: HomeMapping<'calendar'> = {
  name: 'visits',
  uid: VISIT,
  owner: 'assignee',
  accepts: 'none',
  fields: {
    subject: 'title',
    start: 'from',
    end: 'until',
    timeZone: 'zone',
    recurrence: 'rule',
    excludedDates: 'without',
    series: 'whole',
    originalStart: 'originally',
  },
};
const HOUR = 3_600_000;
const zero = { created: 0, updated: 0, deleted: 0 };
const quiet = { strapi: zero, microsoft: zero, held: 0, conflicts: 0 };

describe('a series is moved to another home that holds rules', () => {
  let office: Office;
  const first = Date.parse(new Date().toISOString().slice(0, 10)) + 33 * HOUR;
  const on = (day: number, hour = 0) => new Date(first + (day * 24 + hour) * HOUR).toISOString();
  const adopt = (undo = false) => office.services.resources.adopt({ from: EVENT, to: 'visits', undo });
  const entries = async (uid: string) =>
    (await office.strapi.documents(uid as never).findMany({ populate: '*' } as never)) as unknown as Record<string, unknown>[];
  beforeAll(async () => {
    office = await openOffice({ boot: { files, config: { resources: { calendar: { homes: [visits] } } } } });
    await office.services.resources.confirm();
    const series = await office.createEvent({
      subject: 'Review',
      start: on(0),
      end: on(0, 1),
      timeZone: 'UTC',
      recurrence: 'FREQ=DAILY;COUNT=6',
      location: 'Pier 7',
    });
    await office.services.calendar.editOccurrence({ series: series.documentId, originalStart: on(2), data: { subject: 'Special' } });
    await office.services.calendar.cancelOccurrence({ series: series.documentId, originalStart: on(3) });
    expect(await office.sync()).toMatchObject({ outcome: 'completed', held: 0 });
    expect(await office.sync({ full: true })).toMatchObject(quiet);
    // An exception that Microsoft has not been told of goes along.
    await office.services.calendar.editOccurrence({ series: series.documentId, originalStart: on(4), data: { subject: 'Unsent' } });
  });
  afterAll(() => office.close());

  it('with its exceptions, those that Microsoft has not been told of too', async () => {
    expect(await adopt()).toMatchObject({ moved: 3, stayed: [] });
    expect(await office.events()).toEqual([]);
    const moved = await entries(VISIT);
    expect(moved.map(({ title, whole }) => [title, (whole as { title?: unknown } | null)?.title ?? null]).sort()).toEqual([
      ['Review', null],
      ['Special', 'Review'],
      ['Unsent', 'Review'],
    ]);
    expect(moved.find(({ title }) => title === 'Review')).toMatchObject({ rule: 'FREQ=DAILY;COUNT=6', without: [on(3)] });
    expect(await office.sync()).toMatchObject({ strapi: zero, microsoft: { created: 0, deleted: 0 }, held: 0 });
    expect(await office.sync({ full: true })).toMatchObject(quiet);
    const shown = office.mailbox.listView({ from: first - HOUR, to: first + 7 * 24 * HOUR }).map(({ subject }) => subject);
    expect(shown).toEqual(['Review', 'Review', 'Special', 'Unsent', 'Review']);
  });

  it('and back', async () => {
    expect(await adopt(true)).toMatchObject({ moved: 3, stayed: [] });
    expect(await entries(VISIT)).toEqual([]);
    expect((await office.events()).map(({ subject, location }) => [subject, location])).toEqual([
      ['Review', 'Pier 7'],
      ['Special', 'Pier 7'],
      ['Unsent', 'Pier 7'],
    ]);
    expect(await office.sync({ full: true })).toMatchObject(quiet);
  });
});
