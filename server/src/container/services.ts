import { errors } from '@strapi/utils';
import type { CalendarService, Resource, ResourcesService, SyncService } from '../../../src/contracts';
import type { ResourceDefinition } from '../../../src/sync/resource';
import { createCommandLine } from '../cli/command-line';
import { createPeople, type People } from '../directory';
import { createMailboxReadings, type MailboxReadings } from '../directory/mailbox-readings';
import { createStatusRows } from '../directory/status-rows';
import { definitionsOf } from '../engine/resources/create-resources';
import { createExplainDeps } from '../explain/create-explain-deps';
import type { ExplainDeps } from '../explain/explain-entry';
import { createHostUsers } from '../host/users';
import { withoutCaller } from '../local-changes/caller';
import type { ReviewDeps } from '../review/dependencies';
import { createCalendar } from '../services/calendar';
import { createCollections } from '../services/collections';
import { type Conflicts, createConflicts, createHeld, type Held } from '../services/notes';
import { createSync } from '../services/sync';
import { createOpenCounts } from '../storage/sql/open-counts';
import type { AccountServices } from './accounts';
import type { Engine } from './engine';
import type { Foundation } from './foundation';

/** What people and other plugins ask. */
export interface Services {
  readonly people: People;
  readonly mailboxReadings: MailboxReadings;
  readonly sync: SyncService;
  readonly conflicts: Conflicts;
  readonly held: Held;
  readonly explain: ExplainDeps;
  readonly definitionOf: (resource: Resource) => Promise<Pick<ResourceDefinition, 'uid' | 'title'>>;
  readonly calendar: CalendarService;
  readonly resources: ResourcesService;
  readonly commandLine: ReturnType<typeof createCommandLine>;
}

export function createServices(foundation: Foundation, accountServices: AccountServices, { runner, runNow }: Engine): Services {
  const { strapi, sql, now, hostTables: tables, tableOf, users, blocked, organizations, store, leases, resourceOf, items } = foundation;
  const { settingsStore, settings, application, mailboxes, accounts } = accountServices;
  const statusRows = createStatusRows({ organizations, settings, accounts, leases, openCounts: createOpenCounts(sql) });
  const people = createPeople({ sql, blocked, tables, tableOf, organizations, accounts, application, settingsStore, statusRows });
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
      const entries = items(places, timeZone ?? 'UTC');
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
    collections: createCollections({ accounts, leases, resourceOf }),
    explain,
  });
  return {
    people,
    mailboxReadings: createMailboxReadings({ mailboxes, users, people, application, organizations, namesOfAdministrators }),
    sync,
    conflicts: createConflicts(review),
    held: createHeld(review),
    explain,
    definitionOf: definitionsOf(resourceOf),
    calendar: createCalendar(strapi, users),
    resources: { register: foundation.homes.register as ResourcesService['register'] },
    commandLine: createCommandLine({ sync, accounts, settings }),
  };
}
