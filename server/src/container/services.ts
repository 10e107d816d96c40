import { errors } from '@strapi/utils';
import type { CalendarService, Resource, SyncService } from '../../../src/contracts';
import type { ResourceDefinition } from '../../../src/sync/resource';
import { createCommandLine } from '../cli/command-line';
import { createPeople, type People } from '../directory';
import { createMailboxReadings, type MailboxReadings } from '../directory/mailbox-readings';
import { createStatusRows } from '../directory/status-rows';
import { definitionsOf } from '../engine/resources/create-resources';
import { createExplainDeps } from '../explain/create-explain-deps';
import type { ExplainDeps } from '../explain/explain-entry';
import { createHostUsers } from '../host/users';
import { watched } from '../local-changes/watched';
import { createEntries, type ReviewDeps } from '../review/dependencies';
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
    items,
    async places({ user, resource }) {
      const found = await resourceOf(resource, { timeZone: (await accounts.status({ user })).mailbox?.timeZone ?? null });
      if ('unavailable' in found) throw new errors.ApplicationError(found.unavailable, { code: 'not-synchronized' });
      return found;
    },
    settings: (user) => settings.resolve({ user }),
    entries: createEntries(strapi),
  };
  const explain = createExplainDeps({ strapi, sql, store, watched, settings: runner.settings, accounts });
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
    commandLine: createCommandLine({ sync, accounts, settings }),
  };
}
