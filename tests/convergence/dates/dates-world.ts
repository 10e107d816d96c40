import type { HomeMapping, RunReport } from '../../../src/contracts';
import { compileHome } from '../../../src/homes/compile';
import { entryId } from '../../../src/sync/entry-id';
import type { StoredLink } from '../../../server/src/storage/port';
import { toLocal } from '../../../src/time';
import type { HostRow } from '../state';
import { ofTarget } from '../state';
import { ACTIVITY, DEFAULT_LOCALE } from '../homes/homes-of-histories';
import { type CrmHost, crmHost } from '../homes/memory-host';
import { crmSchemas } from '../homes/schemas';
import { MemoryWorld, type WorldOptions } from '../world';

const HOME = 'appointments';
/** Meetings of the playground's activities: a type without rules. */
const appointments: HomeMapping<'calendar'> = {
  name: HOME,
  uid: ACTIVITY,
  owner: 'assignee',
  takesPart: { kind: 'meeting' },
  accepts: 'all',
  create: { data: { kind: 'meeting' } },
  series: 'entry-per-occurrence',
  occurrenceDays: 60,
  fields: { subject: 'title', start: 'start', end: 'end', location: 'place', categories: 'labels', isAllDay: 'isAllDay' },
};
const ZONE = 'Europe/Berlin';
const WINDOWS_ZONE = 'W. Europe Standard Time';
const REACH_DAYS = 90;
const DAY_MINUTES = 24 * 60;
const DAY = DAY_MINUTES * 60_000;
/** So far back people let something begin. */
const MOST_BACK = 10;

const midnightOf = (wall: string): string => `${wall.slice(0, 10)}T00:00`;

type Json = Record<string, unknown>;
/** One entry, on the clock of the mailbox. */
export interface Shown {
  readonly documentId: string;
  readonly start: string;
  readonly title: string;
  readonly note: string | null;
}

export interface HostEntry {
  readonly title: string;
  readonly note: string | null;
  readonly owner: string | null;
  readonly kind: string;
  /** All that it holds. */
  readonly print: string;
}

const at = (wall: string): Json => ({ dateTime: wall, timeZone: WINDOWS_ZONE });
export const times = (from: string, to: string): Json => ({ start: at(from), end: at(to) });
export const weekly = (startDate: string, days: readonly string[] = ['tuesday'], range: Json = { type: 'noEnd' }): Json => ({
  pattern: { type: 'weekly', interval: 1, daysOfWeek: days, firstDayOfWeek: 'monday' },
  range: { ...range, startDate },
});

/** A person with a home without rules, in memory; it is Monday, 2 March 2026, in Berlin. */
export function datesWorld(options: Partial<WorldOptions> = {}, mapping: HomeMapping<'calendar'> = appointments) {
  let host: CrmHost | undefined;
  const homes = [compileHome('calendar', mapping, { schemas: crmSchemas, defaultLocale: DEFAULT_LOCALE })];
  const world = new MemoryWorld({
    resources: ['calendar'],
    conflictResolution: 'newest-wins',
    seed: 1,
    ...options,
    host: (holder, now) => (host = crmHost(holder, now, { isAltering: false, homes })),
  });
  if (!host) throw new Error('no host');
  const { crm } = host;
  const { person } = world.microsoft;
  const target = { user: 'ada', resource: 'calendar' as const };
  const wall = (value: unknown): string => toLocal(new Date(value as string).toISOString(), ZONE).slice(0, 16);
  const links = (): readonly StoredLink[] => [...ofTarget(world.state, target).links.values()];
  const between = (back: number, ahead: number): Json[] =>
    person.listView({ from: world.now() - back * DAY, to: world.now() + ahead * DAY });
  const wallOf = (instant: string): string => toLocal(new Date(instant).toISOString(), ZONE).slice(0, 16);
  /** Of whole days the day alone tells. */
  const startOf = ({ start, isAllDay }: Json): string => {
    const { dateTime } = start as { dateTime: string };
    return isAllDay === true ? midnightOf(dateTime) : wallOf(`${dateTime}Z`);
  };
  const view = (days = 400) =>
    between(days, days).map((one): [string, string, string, string | null, string] => [
      startOf(one),
      String(one['subject']),
      String(one['id']),
      one['seriesMasterId'] as string | null,
      one['originalStart'] ? wallOf(String(one['originalStart'])).slice(0, 10) : '',
    ]);
  const begin = world.now();
  const documents = crm.documents(ACTIVITY);
  return {
    world,
    person,
    crm,
    links,
    marks: () => [...ofTarget(world.state, target).marks.values()],
    /** What Outlook shows: start, title and id; of an occurrence also the id of its series and its original date. */
    view,
    async entries(): Promise<Shown[]> {
      return (await crm.rows(ACTIVITY))
        .map((row: HostRow) => ({
          documentId: row.documentId,
          start: row['isAllDay'] === true ? midnightOf(wall(row['start'])) : wall(row['start']),
          title: String(row['title']),
          note: (row['description'] ?? null) as string | null,
        }))
        .sort((a, b) => a.start.localeCompare(b.start));
    },
    /** All of the type, whoever's and of whichever kind, by documentId. */
    async rows(): Promise<ReadonlyMap<string, HostEntry>> {
      return new Map(
        (await crm.rows(ACTIVITY)).map((row: HostRow) => {
          const { id: _id, updatedAt: _updatedAt, ...values } = row;
          const owner = (row['assignee'] as { documentId?: string } | null)?.documentId ?? null;
          const note = (row['description'] ?? null) as string | null;
          return [row.documentId, { title: String(row['title']), note, owner, kind: String(row['kind']), print: JSON.stringify(values) }];
        }),
      );
    },
    /** Dates of this series that are cancelled in Outlook. */
    cancelledIn: (id: string): readonly string[] =>
      ((person.listEvents().find((event) => event['id'] === id)?.['cancelledOccurrences'] ?? []) as string[]).map((one) => one.slice(-10)),
    /** Every text that somebody finds in Outlook, by ids: what is further ahead than people and entries reach says what its series does. */
    titlesThere: (): ReadonlyMap<string, string> =>
      new Map(
        [...person.listEvents(), ...between(MOST_BACK + (world.now() - begin) / DAY, REACH_DAYS)].map(({ id, subject }) => [
          String(id),
          String(subject),
        ]),
      ),
    async names(): Promise<ReadonlySet<string>> {
      return new Set((await this.entries()).map(({ documentId }) => this.name(documentId)));
    },
    async starts(): Promise<string[]> {
      return (await this.entries()).map(({ start }) => start);
    },
    async entryOn(date: string): Promise<Shown> {
      const found = (await this.entries()).filter(({ start }) => start.startsWith(date));
      if (found.length !== 1 || !found[0]) throw new Error(`${found.length} entries on ${date}: ${JSON.stringify(await this.entries())}`);
      return found[0];
    },
    /** Of Outlook, the id of the occurrence that begins on this day. */
    occurrenceOn: (date: string): string => view().find(([start]) => start.startsWith(date))?.[2] ?? '',
    edit: (documentId: string, data: Json) => documents.update({ documentId, data }),
    remove: (documentId: string) => documents.delete({ documentId }),
    create: (data: Json) => documents.create({ data: { kind: 'meeting', assignee: 'ada', ...data } }),
    name: (documentId: string) => entryId({ home: HOME, documentId }),
    passDays: (days: number) => world.advance(days * DAY_MINUTES),
    async run(isFull = false): Promise<RunReport | null> {
      return world.run('calendar', {}, { isFull });
    },
    /** Until a run has nothing to do. */
    async settle(): Promise<void> {
      for (let runs = 0; runs < 8; runs += 1) {
        const report = await world.run('calendar');
        if (report?.outcome === 'nothing-to-do') return;
      }
      throw new Error('the runs come to no end');
    },
    /** Writes that Microsoft was sent since the last time this was asked. */
    writes: (() => {
      let seen = 0;
      return (): string[] => {
        const log = world.microsoft.log().filter(({ path }) => !path.includes('$batch'));
        const since = log.slice(seen).filter(({ method }) => method !== 'GET');
        seen = log.length;
        return since.map(({ method, path, status }) => `${method} ${path.split('/').at(-2)} ${status}`);
      };
    })(),
    /** All that is known of links and of what was read. */
    forget: (): void => {
      const { links: all, marks, cursors } = ofTarget(world.state, target);
      for (const table of [all, marks, cursors]) table.clear();
    },
    requests: () => world.microsoft.requests(),
  };
}

export type DatesWorld = ReturnType<typeof datesWorld>;
