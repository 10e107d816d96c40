import type { Core } from '@strapi/types';
import { homesOfResource, type HomesOfResource } from '../../../src/homes/of-resource';
import { type Resource, RESOURCES } from '../../../src/contracts';
import { isCommandLine } from '../cli/process';
import { resolveConfig, type ResolvedConfig } from '../config';
import { type BlockedPeople, createBlockedPeople } from '../host/blocked-people';
import { createDatabaseClock } from '../host/clock';
import { type HostTables, readHostTables } from '../host/host-tables';
import { createPresence, type Presence } from '../host/presence';
import { createSql, type Sql } from '../host/sql';
import { createHostUsers, type HostUsers } from '../host/users';
import { createLeases } from '../engine/lease/lease';
import { createWakes, type Wakes } from '../engine/wakes/wakes';
import type { Leases } from '../engine/lease/port';
import { createResourceOf } from '../engine/resources/create-resources';
import type { GraphResource, ResourceOf } from '../engine/resources/graph-resource';
import { type Effects, systemEffects } from '../microsoft';
import { createSecretBox, type SecretBox } from '../secrets';
import { createOrganizations, type Organizations } from '../settings/organizations';
import { isRich } from '../../../src/homes/home';
import { type Confirmations, createConfirmations } from '../homes/confirmations';
import { createHomes, type Homes } from '../homes/registry';
import { createLocalItems, type Entries } from '../storage/entries/local-items';
import { createMetrics, type Metrics } from '../monitoring/metrics';
import type { LocalItems, SyncStore, Target } from '../storage/port';
import { createSyncStore } from '../storage/sync-store';
import { createLastingPauses, type LastingPauses } from './lasting-pauses';

/** What everything else stands on: the host, the database, the clock, secrets. */
export interface Foundation extends LastingPauses {
  readonly strapi: Core.Strapi;
  readonly config: ResolvedConfig;
  /** Added to the database's clock; tests move time with it. */
  readonly clock: { offsetMs: number };
  /** What the gateway does to the world; tests put their own in place of single ones. */
  readonly effects: Effects;
  readonly sql: Sql;
  /** Epoch milliseconds of the database. */
  readonly now: () => Promise<number>;
  /** Throws where the configuration names types or relations that the host does not have. */
  readonly hostTables: () => HostTables;
  /** The table of one of our own types or models. */
  readonly tableOf: (uid: string) => string;
  readonly users: HostUsers;
  readonly presence: Presence;
  readonly blocked: BlockedPeople;
  readonly organizations: Organizations;
  readonly secrets: SecretBox;
  readonly store: SyncStore;
  readonly leases: Leases;
  /** Carries the word that somebody is due to where work is run. */
  readonly wakes: Wakes;
  /** This process runs what is due. */
  readonly runsWork: boolean;
  readonly resourceOf: ResourceOf;
  /** Content types that hold events and tasks. */
  readonly homes: Homes;
  readonly confirmations: Confirmations;
  /** `timeZone`: IANA, of the mailbox that the entries go to. */
  readonly entries: (resource: Resource, timeZone: string, options?: { isPersons: boolean }) => Entries;
  readonly items: (resource: GraphResource, timeZone: string) => LocalItems;
  readonly homesOf: (resource: GraphResource, timeZone: string) => HomesOfResource;
  /** What this process counts for those who look after servers. */
  readonly metrics: Metrics;
  /** Everything of one person that can be synchronized. */
  readonly targetsOf: (user: string) => Target[];
}

export function createFoundation(strapi: Core.Strapi): Foundation {
  const config = resolveConfig(strapi);
  const clock = { offsetMs: 0 };
  const effects: Effects = { ...systemEffects };
  const sql = createSql(strapi, clock);
  const { enabled, role, engine } = config.scheduler;
  const runsWork = enabled && role === 'all' && !isCommandLine();
  const wakes = createWakes({ strapi, sql, engine, runsWork });
  const lasting = createLastingPauses({ sql, effects, log: strapi.log });
  let tables: HostTables | undefined;
  const hostTables = () => (tables ??= readHostTables(strapi, config.host)); // not before the database is there
  const homes = createHomes(strapi, config.resources);
  const entries: Foundation['entries'] = (resource, timeZone, { isPersons } = { isPersons: false }) =>
    createLocalItems(strapi, sql, {
      isPersons,
      homes: homes.of(resource),
      others: homes.all().filter((home) => home.resource !== resource),
      timeZone,
    });
  const presence = createPresence(sql, hostTables);
  const blocked = createBlockedPeople(strapi, sql, { userType: config.host.user, table: () => hostTables().users.table });
  return {
    strapi,
    config,
    clock,
    effects,
    sql,
    now: () => createDatabaseClock(sql).now(),
    hostTables,
    tableOf: (uid) => String(strapi.db.metadata.get(uid).tableName),
    users: createHostUsers(strapi, config.host.user),
    presence,
    blocked,
    organizations: createOrganizations(sql, hostTables, blocked),
    secrets: createSecretBox(config.encryptionKeys),
    store: createSyncStore(sql),
    leases: createLeases(sql, presence.hold, { wake: wakes.tell, pauseNoted: lasting.pauseNoted }),
    wakes,
    runsWork,
    resourceOf: createResourceOf(config, (resource) => homes.of(resource).some(isRich)),
    homes,
    confirmations: createConfirmations(sql, () => homes.given()),
    entries,
    items: ({ definition: { resource } }, timeZone) => entries(resource, timeZone),
    homesOf: ({ definition }, timeZone) => homesOfResource(homes.of(definition.resource), { definition, timeZone }),
    metrics: createMetrics(),
    targetsOf: (user) => RESOURCES.map((resource) => ({ user, resource })),
    ...lasting,
  };
}
