import type { UID } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { CalendarService, ItemsService, Resource, SyncService } from '../../../src/contracts';
import type { Described } from '../../../src/sync/resource';
import { createCommandLine } from '../cli/command-line';
import { createPeople, type People } from '../directory';
import { type ApplicationNeeds, createApplicationNeeds } from '../directory/application-needs';
import { createMailboxReadings, type MailboxReadings } from '../directory/mailbox-readings';
import { createFindPeople } from '../directory/find-people';
import { createMonitor, type Monitor } from '../directory/monitor';
import { createStatusRows } from '../directory/status-rows';
import { definitionsOf } from '../engine/resources/create-resources';
import { createExplainDeps } from '../explain/create-explain-deps';
import type { ExplainDeps } from '../explain/explain-entry';
import { readHomes } from '../homes/read-homes';
import { localesOf } from '../host/locales';
import { createHostUsers } from '../host/users';
import { withoutCaller } from '../local-changes/caller';
import type { ReviewDeps } from '../review/dependencies';
import { agendaOnceAsked } from '../services/agenda-once-asked';
import type { Agenda } from '../services/agenda';
import { createCalendar } from '../services/calendar';
import { type Categories, createCategories } from '../services/categories';
import { createCollections } from '../services/collections';
import { createDeletions } from '../services/deletions';
import { createItems } from '../services/items';
import type { ItemsDeps } from '../services/items/dependencies';
import { refusePrivate } from '../services/items/private';
import { type Conflicts, createConflicts, createHeld, type Held } from '../services/notes';
import { createRecords, type Records } from '../services/records';
import { createResources, type Resources } from '../services/resources';
import { createSync } from '../services/sync';
import { createTurns, type Turns } from '../services/turns';
import { createPlacing } from '../storage/entries/placing';
import { createAdoptions } from '../storage/sql/adoptions';
import { createOpenCounts } from '../storage/sql/open-counts';
import type { AccountServices } from './accounts';
import type { Engine } from './engine';
import type { Foundation } from './foundation';

/** What people and other plugins ask. */
export interface Services {
  readonly people: People;
  readonly monitor: Monitor;
  readonly applicationNeeds: ApplicationNeeds;
  readonly mailboxReadings: MailboxReadings;
  readonly sync: SyncService;
  readonly conflicts: Conflicts;
  readonly held: Held;
  readonly explain: ExplainDeps;
  readonly definitionOf: (resource: Resource) => Promise<Described>;
  readonly calendar: CalendarService;
  readonly ownItems: ItemsService;
  /** The same for somebody else, to whom of what is private nothing is told, and by whom nothing of it is changed. */
  readonly othersItems: ItemsService;
  readonly agenda: Agenda;
  readonly categories: Categories;
  readonly resources: Resources;
  readonly records: Records;
  /** Of people who make us ask Microsoft beside the schedule. */
  readonly turns: Turns;
  /** Of people who ask for what is theirs, which the database has to find. */
  readonly ownTurns: Turns;
  /** Of people who connect. */
  readonly signInTurns: Turns;
  readonly commandLine: ReturnType<typeof createCommandLine>;
}

export function createServices(foundation: Foundation, accountServices: AccountServices, { runner, runNow }: Engine): Services {
  const { strapi, sql, now, hostTables: tables, tableOf, users, blocked, organizations, store, leases, resourceOf, wakes } = foundation;
  const { settingsStore, settings, application, mailboxes, accounts } = accountServices;
  const statusRows = createStatusRows({ organizations, settings, accounts, leases, openCounts: createOpenCounts(sql) });
  const findPeople = createFindPeople({ sql, tables, tableOf, accounts, application, blocked });
  const people = createPeople({ sql, tables, tableOf, findPeople, organizations, accounts, application, settingsStore, statusRows });
  const administrators = createHostUsers(strapi, 'admin::user');
  const namesOfAdministrators = async (ids: readonly string[]) =>
    new Map([...(await administrators.findMany(ids))].map(([id, { displayName }]) => [id, displayName]));
  const review: ReviewDeps = {
    store,
    leases,
    async open({ user, resource }) {
      const timeZone = (await accounts.status({ user })).mailbox?.timeZone ?? null;
      const places = await resourceOf(resource, { timeZone });
      if ('unavailable' in places) throw new errors.ApplicationError(places.unavailable, { code: 'not-synchronized' });
      const entries = foundation.entries(resource, timeZone ?? 'UTC', { isPersons: true });
      const unasked = <A extends unknown[], T>(write: (...of: A) => Promise<T>) => (...of: A) => withoutCaller(strapi, () => write(...of)); // prettier-ignore
      return {
        places,
        items: { ...entries, create: unasked(entries.create), update: unasked(entries.update), remove: unasked(entries.remove) },
      };
    },
    settings: (user) => settings.resolve({ user }),
  };
  const explain = createExplainDeps({
    sql,
    store,
    homes: () => foundation.homes.all(),
    localesOf: (uid, documentId) => localesOf(strapi, uid, documentId),
    entries: foundation.entries,
    settings: runner.settings,
    accounts,
  });
  const sync = createSync({
    users,
    organizations,
    statusRows,
    connectedUsers: () => accounts.connectedUsers(),
    leases,
    runNow,
    store,
    preview: { ...runner, now },
    collections: createCollections({ accounts, leases, resourceOf, store }),
    deletions: (runNow) =>
      createDeletions({
        review,
        leases,
        runNow,
        uidOf: (resource, name) => foundation.homes.of(resource).find((home) => home.name === name)?.uid ?? '',
      }),
    explain,
  });
  const adoptions = createAdoptions(sql);
  const { homes, confirmations } = foundation;
  const resources = createResources({
    homes,
    confirmations,
    leases,
    users,
    readings: () => readHomes({ strapi, sql, homes, confirmations, adoptions }),
    adopting: {
      sql,
      store,
      leases,
      adoptions,
      async open({ user, resource: name }, { from, to }) {
        const timeZone = (await accounts.status({ user })).mailbox?.timeZone ?? null;
        const resource = await resourceOf(name, { timeZone });
        if ('unavailable' in resource) throw new errors.ApplicationError(resource.unavailable, { code: 'not-synchronized' });
        const place = (home: typeof from) => createPlacing(strapi, sql, { home, homes: homes.all(), timeZone: timeZone ?? 'UTC' });
        return { resource, from: place(from), to: place(to), unasked: (work) => withoutCaller(strapi, work) };
      },
    },
  });
  const calendar = createCalendar({
    sql,
    users,
    homes: () => foundation.homes.of('calendar'),
    entriesOf: async (user) => {
      const zone = user === null ? null : (await accounts.status({ user })).mailbox?.timeZone;
      return foundation.entries('calendar', zone ?? 'UTC', { isPersons: true });
    },
  });
  const zoneOf = async (user: string) => (await accounts.status({ user })).mailbox?.timeZone ?? 'UTC';
  const items: Omit<ItemsDeps, 'mustBeOpen'> = {
    sql,
    users,
    homes: (resource) => homes.of(resource),
    displayNameOf: (uid) => strapi.getModel(uid as UID.ContentType).info.displayName,
    zoneOf,
    entries: (resource, timeZone) => foundation.entries(resource, timeZone, { isPersons: true }),
    calendar,
  };
  return {
    people,
    applicationNeeds: createApplicationNeeds({ application, organizations, findPeople }),
    monitor: createMonitor({ sql, findPeople, organizations, accounts, statusRows, now, undeliveredWakes: wakes.undelivered }),
    mailboxReadings: createMailboxReadings({ mailboxes, users, people, application, organizations, namesOfAdministrators }),
    sync,
    conflicts: createConflicts(review),
    held: createHeld(review),
    explain,
    definitionOf: definitionsOf(resourceOf),
    calendar,
    ownItems: createItems({ ...items, mustBeOpen: () => undefined }),
    othersItems: createItems({ ...items, mustBeOpen: refusePrivate }),
    agenda: agendaOnceAsked({
      users,
      store,
      homes: (resource) => homes.of(resource),
      entriesOf: async (resource, user) => foundation.entries(resource, user === null ? 'UTC' : await zoneOf(user)),
      now,
    }),
    categories: createCategories({ accounts, now: () => performance.now() }),
    resources,
    records: createRecords({
      resources,
      users,
      namesOfAdministrators,
      connectedUsers: () => accounts.connectedUsers(),
      isOn: async (user, resource) => (await runner.settings(user)).isOn(resource),
      preview: { ...runner, now },
    }),
    turns: createTurns({ now: () => performance.now(), most: 20, withinMs: 60_000 }),
    ownTurns: createTurns({ now: () => performance.now(), most: 600, withinMs: 60_000, atOnce: 8 }),
    signInTurns: createTurns({ now: () => performance.now(), most: 20, withinMs: 600_000 }),
    commandLine: createCommandLine({ sync, accounts, application, settings, resources }),
  };
}
