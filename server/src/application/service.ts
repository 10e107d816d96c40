import type { ApplicationPatch, ApplicationReading, ApplicationService } from '../../../src/contracts/index';
import { sealAnew, type SecretBox, type Sealed } from '../secrets/index';
import type { ConfiguredApplication } from './configured';
import { credentialsOfConfiguration, credentialsOfRow, type CredentialsVerdict, sealContext } from './credentials';
import { patchedRow } from './patch';
import { readingOfConfiguration, readingOfRow } from './reading';
import { refusal } from './refusal';
import type { ApplicationRow, ApplicationStore } from './store';

export interface ApplicationDependencies {
  store: ApplicationStore;
  secrets: SecretBox;
  configured: ConfiguredApplication | null;
  redirectUri: string;
  now(): Promise<number>;
}

/** The service of the contract, and what the server itself needs. */
export interface Application extends ApplicationService {
  /** Credentials of the organization's own application, or else the system's. Throws SecretFailure where they cannot be opened. */
  credentials(options?: { organization?: string | null }): Promise<CredentialsVerdict>;
  /** Which mode counts, also where the application is incomplete. */
  mode(options?: { organization?: string | null }): Promise<'delegated' | 'application'>;
  isConfigured(options?: { organization?: string | null }): Promise<boolean>;
  /** The same for any number of organizations, read at once. */
  overview(): Promise<ApplicationOverview>;
  /** Puts the current key in the place of older ones. */
  sealAnew(): Promise<void>;
}
export interface ApplicationOverview {
  /** Organizations that bring an application of their own. */
  readonly own: ReadonlySet<string>;
  of(organization: string | null): { isConfigured: boolean; mode: 'delegated' | 'application' };
}

const SYSTEM = 'system';
const OF_ORGANIZATION = 'organization:';

export function createApplicationService(deps: ApplicationDependencies): Application {
  const { store, secrets, configured, redirectUri } = deps;

  /** The organization's own row; null where it brings none. */
  const ownRow = async (organization: string | null | undefined): Promise<ApplicationRow | null> => {
    const row = organization ? await store.find(keyOf(organization)) : null;
    return row !== null && isOwn(row) ? row : null;
  };
  const credentials = async ({ organization }: { organization?: string | null } = {}) => {
    const ownKey = organization ? keyOf(organization) : null;
    const rows =
      ownKey === null && configured !== null
        ? new Map<string, ApplicationRow>()
        : await store.findMany(ownKey === null ? [SYSTEM] : [SYSTEM, ownKey]);
    const own = ownKey === null ? undefined : rows.get(ownKey);
    if (own !== undefined && ownKey !== null && isOwn(own)) return credentialsOfRow(own, ownKey, secrets);
    if (configured !== null) return credentialsOfConfiguration(configured);
    return credentialsOfRow(rows.get(SYSTEM) ?? null, SYSTEM, secrets);
  };
  const read = async (options?: { organization: string }): Promise<ApplicationReading> => {
    const own = await ownRow(options?.organization);
    if (own !== null) return readingOfRow(own, 'organization', redirectUri);
    if (configured !== null) return readingOfConfiguration(configured, redirectUri);
    return readingOfRow(await store.find(SYSTEM), 'system', redirectUri);
  };

  const overview = async (): Promise<ApplicationOverview> => {
    const rows = await store.all();
    const own = new Map(
      [...rows].flatMap(([key, row]) =>
        key.startsWith(OF_ORGANIZATION) && isOwn(row) ? [[key.slice(OF_ORGANIZATION.length), row] as const] : [],
      ),
    );
    const factsOf = (reading: ApplicationReading) => ({ isConfigured: isComplete(reading), mode: reading.mode });
    const shared = factsOf(
      configured !== null ? readingOfConfiguration(configured, redirectUri) : readingOfRow(rows.get(SYSTEM) ?? null, 'system', redirectUri),
    );
    return {
      own: new Set(own.keys()),
      of(organization) {
        const row = organization === null ? undefined : own.get(organization);
        return row === undefined ? shared : factsOf(readingOfRow(row, 'organization', redirectUri));
      },
    };
  };

  return {
    read,
    credentials,
    overview,
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
    async mode(options) {
      return (await read(options?.organization ? { organization: options.organization } : undefined)).mode;
    },
    async isConfigured(options) {
      const reading = await read(options?.organization ? { organization: options.organization } : undefined);
      return isComplete(reading);
    },
    async write(patch: ApplicationPatch, options?: { organization: string }) {
      if (options === undefined && configured !== null) {
        throw refusal('application-read-only', 'The Azure application is given in config/plugins, so it can be changed only there.');
      }
      const key = options === undefined ? SYSTEM : keyOf(options.organization);
      await store.save(key, patchedRow({ row: await store.find(key), key, patch, secrets, now: await deps.now() }));
    },
  };
}

function keyOf(organization: string): string {
  return `${OF_ORGANIZATION}${organization}`;
}

function isComplete({ clientId, tenantId, clientSecret, certificate }: ApplicationReading): boolean {
  return clientId !== null && tenantId !== null && (clientSecret.isSet || certificate.isSet);
}

/** Whoever has begun to enter an application of its own no longer shares the system's. */
function isOwn(row: ApplicationRow): boolean {
  return row.clientId !== null || row.clientSecret !== null || row.certificateKey !== null;
}
