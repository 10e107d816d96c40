import { calendarEvent } from '../../server/src/content-types/calendar-event';
import type { HomeMapping, RunReport } from '../../src/contracts';
import { DEAL, EVENT, MEETING, playgroundHomes } from '../support';
import { cost, type Cost } from './count';
import type { Figure } from './scenarios';
import { openSite, type Site } from './site';

const FLAT = 'api::appointment.appointment';
const CATEGORY = 'Home';
const WARM_UP = 300;
const IMPORTED = 3_000;
const CHANGED = 1_000;
const EDITED = 300;
const MEETINGS = 150;
/** Of a machine that does other things too, one round tells little: the middle one of several counts, and the two sides take turns. */
const ROUNDS = 3;

/**
 * What a home in a content type of the host costs beside the plugin's own type: a flat one without rules of its own, with the same attributes and
 * a direct owner; and one with draft & publish and components beside the plain calls of the Document Service that write the same.
 */
export async function measureHomes(): Promise<Figure[]> {
  const [meetings] = playgroundHomes().crm.calendar?.homes ?? [];
  const site = await openSite({
    people: 2 * ROUNDS + 3,
    boot: {
      contentTypes: 'playground',
      files: { 'src/api/appointment/content-types/appointment/schema.json': JSON.stringify(flatType()) },
    },
    config: { resources: { calendar: { homes: [meetings, flatHome()] } } },
  });
  try {
    await site.services.resources.confirm();
    await site.services.settings.write({ level: 'system' }, { calendarEnabled: true, tasksEnabled: false });
    return [...(await besideOwnType(site)), ...(await besideDocumentService(site))];
  } finally {
    await site.close();
  }
}

/** The attributes of the plugin's own type that a single event has. */
function flatType() {
  const { attributes, ...own } = calendarEvent.schema;
  const held = Object.entries(attributes).filter(([name]) => !ofSeries.includes(name));
  const info = { singularName: 'appointment', pluralName: 'appointments', displayName: 'Appointment' };
  return { ...own, collectionName: 'appointments', info, attributes: Object.fromEntries(held) };
}
const ofSeries: readonly string[] = ['series', 'exceptions', 'recurrence', 'excludedDates', 'originalStart', 'calendarName'];

function flatHome(): HomeMapping<'calendar'> {
  const { owner: _owner, ...attributes } = flatType().attributes;
  const onlyComesIn = ['attendees', 'organizer', 'isOrganizer', 'isCancelled', 'onlineMeetingUrl', 'webLink', 'iCalUId'];
  const fields = Object.keys(attributes).map((attribute) => [
    attribute,
    onlyComesIn.includes(attribute) ? { attribute, direction: 'to-strapi' } : attribute,
  ]);
  return { uid: FLAT, owner: 'owner', accepts: { categories: [CATEGORY] }, fields: Object.fromEntries(fields) as never };
}

interface Kind {
  readonly uid: string;
  readonly category: string;
  /** Of the round's person. */
  readonly personIn: (round: number) => number;
}
const OWN: Kind = { uid: EVENT, category: 'Other', personIn: (round) => 2 * round };
const HOME: Kind = { uid: FLAT, category: CATEGORY, personIn: (round) => 2 * round + 1 };

async function besideOwnType(site: Site): Promise<Figure[]> {
  const imports = await byTurns(async (kind, round) => {
    const items = round === 0 ? WARM_UP : IMPORTED;
    await site.sandbox.add(kind.personIn(round), items, 'calendar', kind.category);
    const spent = await cost(site.strapi, () => run(site, kind.personIn(round), { strapi: items }));
    return { ...spent, items };
  });
  // What is measured from here on is the first person's of each kind after the warm-up.
  const [user, rows] = [(kind: Kind) => kind.personIn(1), new Map<Kind, string[]>()];
  for (const kind of [OWN, HOME]) {
    const where = { owner: { documentId: site.users[user(kind)] } };
    const found = await site.strapi.db.query(kind.uid as typeof EVENT).findMany({ select: ['documentId'], where, orderBy: 'id' });
    rows.set(
      kind,
      found.map(({ documentId }) => documentId),
    );
    await run(site, user(kind));
  }
  const changes = await byTurns(async (kind, round) => {
    await site.sandbox.change(user(kind), CHANGED, `Place ${round}`);
    const spent = await cost(site.strapi, () => run(site, user(kind), { strapi: CHANGED }));
    return { ...spent, items: CHANGED };
  });
  const edits = await byTurns(async (kind, round) => {
    for (const documentId of (rows.get(kind) ?? []).slice(0, EDITED))
      await site.strapi.documents(kind.uid as typeof EVENT).update({ documentId, data: { location: `Room ${round}` } as never });
    await site.sandbox.roundTrips();
    const spent = await cost(site.strapi, () => run(site, user(kind), { microsoft: EDITED }));
    const roundTrips = await site.sandbox.roundTrips();
    await run(site, user(kind));
    return { ...spent, items: EDITED, roundTrips };
  });
  const quiet = await byTurns(async (kind) => {
    await run(site, user(kind));
    await site.sandbox.roundTrips();
    const spent = await cost(site.strapi, () => run(site, user(kind), {}));
    return { ...spent, items: 1, roundTrips: await site.sandbox.roundTrips() };
  });
  return [
    ...beside(`first import of ${IMPORTED} events`, imports),
    ...beside(`${CHANGED} changes in Microsoft`, changes),
    ...beside(`${EDITED} local edits`, edits),
    { name: `${EDITED} local edits, a flat home: round trips more`, value: more(edits, 'roundTrips'), most: 0 },
    {
      name: 'nothing changed, a flat home: statements, one for the confirmation of mappings',
      value: middleOf(quiet.home, 'statements'),
      most: 11,
    },
    { name: 'nothing changed, a flat home: statements more', value: more(quiet, 'statements'), most: 0 },
    { name: 'nothing changed, a flat home: commits', value: middleOf(quiet.home, 'commits'), most: 2 },
    { name: 'nothing changed, a flat home: round trips', value: middleOf(quiet.home, 'roundTrips'), most: 1 },
  ];
}

type Spent = Cost & { readonly items: number; readonly roundTrips?: number };
interface Both {
  readonly own: readonly Spent[];
  readonly home: readonly Spent[];
}

/** The first round only warms up. */
async function byTurns(measure: (kind: Kind, round: number) => Promise<Spent>): Promise<Both> {
  const [own, home]: [Spent[], Spent[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    own.push(await measure(OWN, round));
    home.push(await measure(HOME, round));
  }
  return { own: own.slice(1), home: home.slice(1) };
}

function beside(what: string, { own, home }: Both): Figure[] {
  const ratios = home.map(({ milliseconds }, at) => milliseconds / (own[at]?.milliseconds ?? 1));
  const statements = (of: readonly Spent[]) => rounded(middle(of.map((one) => one.statements / one.items)));
  return [
    { name: `${what}, a flat home: × the time of the plugin’s own type`, value: rounded(middle(ratios)), most: 1.3 },
    { name: `${what}, the plugin’s own type: statements an item`, value: statements(own) },
    { name: `${what}, a flat home: statements an item`, value: statements(home) },
  ];
}

/** Meetings are made in Strapi, for they accept nothing; what changes there afterwards comes in. */
async function besideDocumentService(site: Site): Promise<Figure[]> {
  const person = 2 * ROUNDS + 2;
  const owner = site.users[person];
  const documents = (uid: string) => site.strapi.documents(uid as typeof EVENT);
  const deal = await documents(DEAL).create({ data: { name: 'Lighthouse', owner } as never });
  const ids: string[] = [];
  for (let at = 0; at < MEETINGS; at += 1) {
    const start = Math.floor(Date.now() / 3_600_000 + 24 + at) * 3_600_000;
    const times = { start: new Date(start).toISOString(), end: new Date(start + 1_800_000).toISOString() };
    const data = { title: `Meeting ${at}`, ...times, deal: deal.documentId, place: { name: 'Here', city: 'Kiel' } };
    ids.push((await documents(MEETING).create({ locale: 'en', status: 'published', data: data as never })).documentId);
  }
  await run(site, person, { microsoft: MEETINGS });
  await run(site, person);
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await site.sandbox.change(person, MEETINGS, `Place ${round}`);
    const engine = await cost(site.strapi, () => run(site, person, { strapi: MEETINGS }));
    const found = (await site.strapi.db.query(MEETING as typeof EVENT).findMany({
      where: { documentId: { $in: ids }, publishedAt: { $null: true } },
      populate: { place: true } as never,
    })) as unknown as { documentId: string; place: { id: number } }[];
    const plain = await cost(site.strapi, async () => {
      for (const { documentId, place } of found)
        await documents(MEETING).update({
          documentId,
          locale: 'en',
          status: 'published',
          data: { place: { id: place.id, name: `Place ${round}` } } as never,
        } as never);
    });
    await run(site, person);
    rounds.push({ engine, plain });
  }
  const measured = rounds.slice(1);
  const name = `${MEETINGS} changes in Microsoft, a home with components and draft & publish`;
  return [
    {
      name: `${name}: × the same plain updates by the Document Service`,
      value: rounded(middle(measured.map(({ engine, plain }) => engine.milliseconds / plain.milliseconds))),
      most: 1.5,
    },
    { name: `${name}: statements an item`, value: rounded(middle(measured.map(({ engine }) => engine.statements / MEETINGS))) },
    {
      name: 'the same plain updates: statements an item',
      value: rounded(middle(measured.map(({ plain }) => plain.statements / MEETINGS))),
    },
  ];
}

async function run(site: Site, person: number, written?: { strapi?: number; microsoft?: number }): Promise<RunReport> {
  const { runs } = await site.services.sync.run({ user: site.users[person] ?? '', resource: 'calendar' });
  const [report] = runs;
  if (!report || !['completed', 'nothing-to-do'].includes(report.outcome))
    throw new Error(`a run ended with ${report?.outcome}: ${report?.reason}`);
  const of = ({ created, updated }: RunReport['strapi']) => created + updated;
  const { strapi = 0, microsoft = 0 } = written ?? {};
  if (written && (of(report.strapi) !== strapi || of(report.microsoft) !== microsoft))
    throw new Error(`a run has written ${of(report.strapi)} and ${of(report.microsoft)} items instead of ${strapi} and ${microsoft}`);
  return report;
}

const middle = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const middleOf = (all: readonly Spent[], kind: 'statements' | 'commits' | 'roundTrips'): number => middle(all.map((one) => one[kind] ?? 0));
const more = ({ own, home }: Both, kind: 'statements' | 'roundTrips'): number => middleOf(home, kind) - middleOf(own, kind);
const rounded = (value: number): number => Number(value.toFixed(2));
