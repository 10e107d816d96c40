import type { AccountReason, ApplicationPatch, ApplicationReading, ApplicationService } from '../../../src/contracts/index';
import { sealAnew, SecretFailure, type SecretBox, type Sealed } from '../secrets/index';
import type { ConfiguredApplication } from './configured';
import { credentialsOfConfiguration, credentialsOfRow, type CredentialsVerdict, sealContext } from './credentials';
import { expiryOf, warningOf } from './expiry';
import { type ApplicationHealth, type ApplicationRefused, createApplicationHealth, type Standing } from './health';
import { needOf, type OpenNeed } from './needs';
import { patchedRow } from './patch';
import { type ApplicationProblem, fingerprintOf, type ProblemStore, unreadableOf } from './problem';
import { readingOfConfiguration, readingOfRow } from './reading';
import type { ApplicationCredentials } from '../microsoft/credentials';
import { refusal } from './refusal';
import type { ApplicationRow, ApplicationStore } from './store';

export interface ApplicationDependencies {
  store: ApplicationStore;
  problems: ProblemStore;
  secrets: SecretBox;
  configured: ConfiguredApplication | null;
  redirectUri: string;
  now(): Promise<number>;
  /** Once for each problem, whoever meets it first. */
  onRefused?(event: ApplicationRefused): Promise<void>;
  /** A problem is over. */
  onMended?(): Promise<void>;
}

/** In time before the end of a secret or certificate. */
interface ApplicationExpires {
  /** Null: the system's. */
  organization: string | null;
  clientId: string | null;
  what: 'secret' | 'certificate';
  expiresAt: string;
  daysLeft: number;
}

/** What a state is derived from. */
export interface ApplicationFacts {
  isConfigured: boolean;
  mode: 'delegated' | 'application';
  /** What keeps all of its accounts from being used; null: nothing is known. */
  problem: AccountReason | null;
}

/** The service of the contract, and what the server itself needs. */
export interface Application extends Omit<ApplicationService, 'check'>, Pick<ApplicationHealth, 'accepted' | 'troubled' | 'settle'> {
  /** Credentials of the organization's own application, or else the system's. Throws SecretFailure where they cannot be opened. */
  credentials(options?: { organization?: string | null }): Promise<CredentialsVerdict>;
  /** Which mode counts, also where the application is incomplete. */
  mode(options?: { organization?: string | null }): Promise<'delegated' | 'application'>;
  facts(options?: { organization?: string | null }): Promise<ApplicationFacts>;
  /** What Microsoft has against it, looked at just now. */
  problemOf(application: ApplicationCredentials): Promise<ApplicationProblem | null>;
  /** Microsoft refused the application itself. */
  refused(application: ApplicationCredentials, why: { reason: AccountReason; message: string }): Promise<void>;
  /** Its secret cannot be opened. */
  unreadable(options: { organization?: string | null }, message: string): Promise<void>;
  /** The same for any number of organizations, read at once. */
  overview(): Promise<ApplicationOverview>;
  /** What whoever may edit an application has to hear of it: also of the system's where it is not entered. */
  needs(): Promise<OpenNeed[]>;
  /** Warnings that are due; `name` is one warning’s own, whoever gives it. */
  expiring(): Promise<{ name: string; event: ApplicationExpires }[]>;
  /** Puts the current key in the place of older ones. */
  sealAnew(): Promise<void>;
}
export interface ApplicationOverview {
  /** Organizations that bring an application of their own. */
  readonly own: ReadonlySet<string>;
  of(organization: string | null): ApplicationFacts;
}

const SYSTEM = 'system';
const OF_ORGANIZATION = 'organization:';

export function createApplicationService(deps: ApplicationDependencies): Application {
  const { store, secrets, configured, redirectUri } = deps;

  const health = createApplicationHealth({
    store: deps.problems,
    standings,
    now: deps.now,
    onRefused: deps.onRefused,
    onMended: deps.onMended,
  });

  /** The organization's own row; null where it brings none. */
  const ownRow = async (organization: string | null | undefined): Promise<ApplicationRow | null> => {
    const row = organization ? await store.find(keyOfOrganization(organization)) : null;
    return row !== null && isOwn(row) ? row : null;
  };
  const credentials = async ({ organization }: { organization?: string | null } = {}) => {
    const ownKey = organization ? keyOfOrganization(organization) : null;
    const rows =
      ownKey === null && configured !== null
        ? new Map<string, ApplicationRow>()
        : await store.findMany(ownKey === null ? [SYSTEM] : [SYSTEM, ownKey]);
    const own = ownKey === null ? undefined : rows.get(ownKey);
    if (own !== undefined && ownKey !== null && isOwn(own)) return credentialsOfRow(own, ownKey, secrets);
    if (configured !== null) return credentialsOfConfiguration(configured);
    return credentialsOfRow(rows.get(SYSTEM) ?? null, SYSTEM, secrets);
  };

  /** Of the application with this row (null: the one of the configuration); null where it is incomplete. */
  function standingOf(organization: string | null, row: ApplicationRow | null): Standing | null {
    if (row === null) {
      const verdict = configured === null ? null : credentialsOfConfiguration(configured);
      return verdict?.ok ? standingWith(organization, verdict.credentials) : null;
    }
    const key = organization === null ? SYSTEM : keyOfOrganization(organization);
    try {
      const verdict = credentialsOfRow(row, key, secrets);
      return verdict.ok ? standingWith(organization, verdict.credentials) : null;
    } catch (error) {
      if (!(error instanceof SecretFailure)) throw error;
      return { organization, clientId: row.clientId, fingerprint: unreadableOf(key, row), credentials: null };
    }
  }
  async function standings(): Promise<Standing[]> {
    const rows = await store.all();
    const shared = configured !== null ? null : (rows.get(SYSTEM) ?? null);
    return [
      ...(configured !== null || shared !== null ? [standingOf(null, shared)] : []),
      ...ownRowsOf(rows).map(([organization, row]) => standingOf(organization, row)),
    ].flatMap((standing) => standing ?? []);
  }
  /** The application that counts for the organization, whose own it need not be. */
  async function countingFor({ organization }: { organization?: string | null } = {}) {
    const own = await ownRow(organization);
    if (own !== null) return { organization: organization ?? null, row: own };
    return { organization: null, row: configured !== null ? null : await store.find(SYSTEM) };
  }
  type Counting = Awaited<ReturnType<typeof countingFor>>;

  async function problemWith({ organization, row }: Counting): Promise<ApplicationProblem | null> {
    const standing = standingOf(organization, row);
    if (standing === null) return null;
    const noted = await health.problemAt(standing.fingerprint);
    return noted ?? (standing.credentials === null ? { reason: 'encryption-key-changed', message: '', since: null } : null);
  }
  const plainReadingOf = ({ organization, row }: Counting): ApplicationReading =>
    organization === null && configured !== null
      ? readingOfConfiguration(configured, redirectUri)
      : readingOfRow(row, organization === null ? 'system' : 'organization', redirectUri);
  async function factsOf(counting: Counting): Promise<ApplicationFacts> {
    const reading = plainReadingOf(counting);
    return { isConfigured: isComplete(reading), mode: reading.mode, problem: (await problemWith(counting))?.reason ?? null };
  }
  const read = async (options?: { organization: string }): Promise<ApplicationReading> => {
    const counting = await countingFor(options);
    const problem = await problemWith(counting);
    return {
      ...plainReadingOf(counting),
      ...(problem === null
        ? {}
        : { problem: { reason: problem.reason, since: problem.since === null ? null : new Date(problem.since).toISOString() } }),
    };
  };

  /** The system's first, then those that organizations bring. */
  async function everyApplication(): Promise<[Counting, ...Counting[]]> {
    const rows = await store.all();
    const shared = { organization: null, row: configured !== null ? null : (rows.get(SYSTEM) ?? null) };
    return [shared, ...ownRowsOf(rows).map(([organization, row]) => ({ organization, row }))];
  }
  const overview = async (): Promise<ApplicationOverview> => {
    const [system, ...own] = await everyApplication();
    const shared = await factsOf(system);
    const facts = new Map<string | null, ApplicationFacts>();
    for (const counting of own) facts.set(counting.organization, await factsOf(counting));
    return { own: new Set(own.flatMap(({ organization }) => organization ?? [])), of: (organization) => facts.get(organization) ?? shared };
  };

  return {
    read,
    credentials,
    overview,
    facts: async (options) => factsOf(await countingFor(options)),
    problemOf: (application) => health.problemAt(fingerprintOf(application), { isSure: true }),
    refused: (application, why) => health.refused(fingerprintOf(application), why),
    async unreadable(options, message) {
      const { organization, row } = await countingFor(options);
      const standing = standingOf(organization, row);
      if (standing !== null && standing.credentials === null)
        await health.refused(standing.fingerprint, { reason: 'encryption-key-changed', message });
    },
    accepted: (application) => health.accepted(application),
    troubled: () => health.troubled(),
    settle: () => health.settle(),
    async needs() {
      const now = await deps.now();
      const needs: OpenNeed[] = [];
      for (const counting of await everyApplication()) {
        const { organization } = counting;
        const need = needOf({ organization, ...(await factsOf(counting)), expiry: expiryOf(plainReadingOf(counting), now) });
        if (need !== null) needs.push(need);
      }
      return needs;
    },
    async expiring() {
      const now = await deps.now();
      const due = [];
      for (const { organization, clientId, fingerprint } of await standings()) {
        const expiry = expiryOf(await read(organization === null ? undefined : { organization }), now);
        const warning = expiry && warningOf(expiry);
        if (expiry === null || warning === null) continue;
        const { what, at, daysLeft } = expiry;
        due.push({
          name: `expires ${fingerprint} ${at} ${warning}`,
          event: { organization, clientId, what, expiresAt: new Date(at).toISOString(), daysLeft },
        });
      }
      return due;
    },
    async sealAnew() {
      const sealed = [...(await store.all())].flatMap(([key, row]): Sealed[] =>
        (
          [
            ['clientSecret', 'client-secret'],
            ['certificateKey', 'certificate'],
          ] as const
        ).flatMap(([column, what]) => {
          const text = row[column];
          return text === null
            ? []
            : [{ text, context: sealContext(key, what), replace: (to) => store.replace({ key, column, from: text, to }) }];
        }),
      );
      await sealAnew(secrets, sealed);
    },
    mode: async (options) => plainReadingOf(await countingFor(options)).mode,
    async write(patch: ApplicationPatch, options?: { organization: string }) {
      if (options === undefined && configured !== null) {
        throw refusal('application-read-only', 'The Azure application is given in config/plugins, so it can be changed only there.');
      }
      const key = options === undefined ? SYSTEM : keyOfOrganization(options.organization);
      await store.save(key, patchedRow({ row: await store.find(key), key, patch, secrets, now: await deps.now() }));
      await health.settle();
    },
  };
}

const standingWith = (organization: string | null, credentials: ApplicationCredentials): Standing => ({
  organization,
  clientId: credentials.clientId,
  fingerprint: fingerprintOf(credentials),
  credentials,
});

const ownRowsOf = (rows: ReadonlyMap<string, ApplicationRow>): [organization: string, row: ApplicationRow][] =>
  [...rows].flatMap(([key, row]) => (key.startsWith(OF_ORGANIZATION) && isOwn(row) ? [[key.slice(OF_ORGANIZATION.length), row]] : []));

export function keyOfOrganization(organization: string): string {
  return `${OF_ORGANIZATION}${organization}`;
}

function isComplete({ clientId, tenantId, clientSecret, certificate }: ApplicationReading): boolean {
  return clientId !== null && tenantId !== null && (clientSecret.isSet || certificate.isSet);
}

/** Whoever has begun to enter an application of its own no longer shares the system's. */
function isOwn(row: ApplicationRow): boolean {
  return row.clientId !== null || row.clientSecret !== null || row.certificateKey !== null;
}
