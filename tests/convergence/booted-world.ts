import type { UID } from '@strapi/types';
import type { Direction, ConflictResolution, Resource, ResourcesConfig, RunReport } from '../../src/contracts';
import { tasksIn } from '../../src/tasks/definition';
import { createSql } from '../../server/src/host/sql';
import type { Container } from '../../server/src/container';
import type { SyncStore } from '../../server/src/storage/port';
import { createSyncStore } from '../../server/src/storage/sync-store';
import { type ApplicationSite, openApplicationSite } from '../support/application-site';
import type { DatabaseClient } from '../support/database';
import { bootedHere } from './booted-here';
import { calendarPeople } from './calendar-people';
import { foundUntil, isWrite, type Microsoft, searchLagOf, searchLags } from './graph';
import { Ledger } from './ledger';
import { asBystander, asMortal, currentMortal, letStatementsKill, Mortal } from './mortal';
import { notesOf } from './notes-of';
import { type People, pick, type Stage } from './people';
import type { RunFault, World } from './play';
import { requestNames } from './point';
import { tasksPeople } from './tasks-people';
import type { Host } from './host';

const MINUTE = 60_000;
/** Every history begins then, and some weeks later summer time does. */
const BEGINNING = Date.parse('2026-03-02T08:00:00Z');
const FIRST_DAY = Date.parse('2026-03-24T00:00:00Z');
const uids: Record<Resource, UID.ContentType> = { calendar: 'plugin::microsoft-sync.calendar-event', tasks: 'plugin::microsoft-sync.task' };
/** One Strapi beside one Microsoft 365, on which many histories are played: each by another person, with a mailbox of their own. */
export interface BootedSite extends ApplicationSite {
  readonly store: SyncStore;
  /** What every part of the site takes for the time. */
  now(): number;
}

export async function openBootedSite({
  people,
  database,
  engine = 'local',
  resources,
}: {
  people: number;
  database: DatabaseClient;
  /** Of the scheduler. */
  engine?: 'local' | 'pg-boss';
  /** The host has the content types of the playground, and these homes in them. */
  resources?: ResourcesConfig;
}): Promise<BootedSite> {
  const clock: { of: Container['clock'] } = { of: { offsetMs: 0 } };
  const now = () => Date.now() + clock.of.offsetMs;
  const site = await openApplicationSite({
    people,
    boot: { database, ...(resources ? { contentTypes: 'playground' } : {}) },
    config: { scheduler: { engine }, ...(resources ? { resources } : {}) },
    sandbox: { now, accessTokenSeconds: 365 * 86_400 },
  });
  clock.of = site.container.clock;
  letStatementsKill(site.booted.strapi);
  return { ...site, now, store: createSyncStore(createSql(site.booted.strapi, site.container.clock)) };
}

interface BootedWorldOptions {
  readonly resources: readonly Resource[];
  readonly conflictResolution: ConflictResolution;
  readonly direction?: Direction;
  readonly isIfMatchIgnored?: boolean;
  readonly isVersionPerSeries?: boolean;
  readonly seed: number;
  /** For the person of the history. Absent: the plugin's own types. */
  readonly host?: (user: string) => Promise<Pick<Host, 'people' | 'keyOf'>>;
  /** Told what happens, for whoever looks for the cause of a failure. */
  readonly trace?: (text: string) => void;
}

/** A history on a booted Strapi, with the services that everybody uses, against the sandbox over HTTP. */
export async function openBootedWorld(site: BootedSite, options: BootedWorldOptions): Promise<World> {
  const { booted, container, sandbox, services, store } = site;
  const { resources, conflictResolution, direction = 'bidirectional', isIfMatchIgnored = false, seed, trace } = options;
  const { strapi } = booted;
  container.clock.offsetMs = BEGINNING - Date.now();
  sandbox.faults.clear();
  sandbox.clock.skew(0);
  const { user, mailbox: side } = await site.connectNext();
  sandbox.requests.clear();
  const ifMatch = isIfMatchIgnored ? 'ignored' : 'honoured';
  side.tasks.behave({ ifMatch });
  side.behave({ ifMatch, versions: options.isVersionPerSeries ? 'perSeries' : 'perItem' });
  const failures: string[] = [];
  let requests = 0;
  let runs = 0;
  let entryWrites = 0;
  let replicationDelay = 0;
  let fault: RunFault = {};
  const advance = (milliseconds: number) => void (container.clock.offsetMs += milliseconds);

  const microsoft: Microsoft = {
    person: side,
    tasks: side.tasks,
    faults: sandbox.faults,
    clock: sandbox.clock,
    searchLagMilliseconds: searchLagOf(seed),
    expireDeltaTokens: () => side.expireDeltaTokens(),
    setReplicationDelay: (milliseconds) => side.setReplicationDelay((replicationDelay = milliseconds)),
    replicationDelay: () => replicationDelay,
    mails: () => side.mails,
    log: () => side.requests,
    requests: () => requests,
  };
  const overHttp = searchLags(fetch, () => foundUntil(microsoft, sandbox.clock.now()));
  Object.assign(container.effects, {
    now: site.now,
    random: () => 0.5,
    sleep: async (milliseconds) => (currentMortal()?.isDead ? undefined : advance(milliseconds)),
    async fetch(input, init) {
      const names = requestNames(init?.method ?? 'GET', String(input), init?.body);
      currentMortal()?.pass({ when: 'before', names }, 'request');
      requests += 1;
      if (fault.onRequest) await asBystander(async () => fault.onRequest?.({ when: 'before', names }, isWrite(init)));
      trace?.(`→ ${init?.method ?? 'GET'} ${String(input)} ${String(init?.body ?? '')}`);
      const answer = await overHttp(input, init);
      if (trace) trace(`← ${answer.status} ${await answer.clone().text()}`);
      currentMortal()?.pass({ when: 'after', names }, 'request');
      return answer;
    },
  } satisfies Partial<Container['effects']>);
  strapi.log.error = ((message: string) => void (currentMortal()?.isDead === true || failures.push(message))) as never;

  const isOn = (resource: Resource) => resources.includes(resource);
  await services.settings.write({ level: 'user', id: user }, {
    calendarEnabled: isOn('calendar'), tasksEnabled: isOn('tasks'), calendarConflictResolution: conflictResolution, tasksConflictResolution: conflictResolution,
    calendarDirection: direction, tasksDirection: direction,
  }); // prettier-ignore
  const staffOf = (resource: Resource): { readonly people: People; readonly ledger: Ledger } => {
    const stage = {
      microsoft,
      ledger: new Ledger(),
      from: FIRST_DAY,
      isLinked: async (id: string) => (await store.linksByMicrosoftId({ user, resource }, [id])).size > 0,
    };
    return { people: host ? host.people(stage, resource) : ownTypes(stage, resource), ledger: stage.ledger };
  };
  const ownTypes = (of: Omit<Stage, 'here'>, resource: Resource): People => {
    const here = bootedHere(strapi, { user, uid: uids[resource], partColumn: resource === 'calendar' ? 'series' : null });
    return resource === 'calendar' ? calendarPeople({ ...of, here }) : tasksPeople({ ...of, here }, tasksIn({ timeZone: 'Europe/Berlin' }));
  };
  const host = await options.host?.(user);
  const staff = { calendar: staffOf('calendar'), tasks: staffOf('tasks') };

  async function synchronize(which: Resource | 'all', isFull: boolean): Promise<RunReport[]> {
    const wanted = which === 'all' && resources.length > 1 ? {} : { resource: which === 'all' ? resources[0]! : which };
    return (await services.sync.run({ user, ...wanted, ...(isFull ? { full: true } : {}) })).runs;
  }

  return {
    resources,
    microsoft,
    failures,
    isIfMatchIgnored,
    effectsAtOnce: 2, // a run has fewer statements than the stores have calls
    get entryWrites() {
      return entryWrites;
    },
    get runs() {
      return runs;
    },
    of: (resource) => ({
      ...staff[resource],
      notes: async () =>
        notesOf(
          {
            conflicts: await store.conflicts({ user, resource }),
            held: await store.held({ user, resource }),
            links: await store.allLinks({ user, resource }, 0, 1_000),
            marked: (await store.marks({ user, resource }, 1_000)).map(({ documentId }) => documentId), // what is refused is held
          },
          host?.keyOf,
        ),
    }),
    async decide(resource, which, winner) {
      advance(2 * MINUTE); // a killed runner's lease runs out
      const open = (await store.conflicts({ user, resource, decided: false })).sort((a, b) => Number(a.id) - Number(b.id));
      const chosen = pick(open, which);
      if (chosen) await services.conflicts.resolve({ id: chosen.id, winner });
    },
    advance: (minutes) => advance(minutes * MINUTE),
    async run(which, of = {}, { isFull = false } = {}) {
      runs += 1;
      advance(2 * MINUTE); // a killed runner's lease runs out
      const mortal = new Mortal(of.killAt ?? null);
      fault = of;
      try {
        const reports = await asMortal(mortal, () => synchronize(which, isFull));
        for (const report of reports)
          trace?.(`${report.resource} ${JSON.stringify(of)}: ${mortal.isDead ? 'killed' : JSON.stringify(report)}`);
        if (mortal.isDead) return null;
        if (reports.some(({ outcome }) => outcome === 'busy')) throw new Error('the lease is taken');
        // As a person's approval, without the run that the service begins at once.
        for (const { outcome, run, resource } of reports)
          if (outcome === 'stopped-by-guard') await container.leases.approve({ user, resource }, run);
        return reports.find(({ outcome }) => outcome !== 'nothing-to-do') ?? reports[0] ?? null;
      } catch (error) {
        if (mortal.isDead) return null;
        throw error;
      } finally {
        fault = {};
        entryWrites += mortal.entryWrites;
      }
    },
  };
}
