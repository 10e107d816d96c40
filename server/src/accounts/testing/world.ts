import { completeSignIn, type SignInChoice } from '../../../../sandbox/testing/complete-sign-in';
import { startSandbox, type Sandbox, type SandboxApplication, type SandboxOptions } from '../../../../sandbox/index';
import type { ApplicationPatch, Resource } from '../../../../src/contracts/index';
import { createApplicationService } from '../../application/index';
import { createMemoryProblems } from '../../application/testing/memory-problems';
import { createMemoryApplicationStore } from '../../application/testing/memory-store';
import { createMailboxLimiter, createPauses, resolveCloud, systemEffects, type Effects } from '../../microsoft/index';
import { createSecretBox } from '../../secrets/index';
import { createAccounts, type Accounts, type AccountsDependencies } from '../index';
import { createMemoryAccountStore } from './memory-store';

export const clientId = '11111111-1111-4111-8111-111111111111';
export const clientSecret = 'sandbox~secret-Value';
export const redirectUri = 'http://localhost:1337/api/microsoft-sync/oauth/callback';
const ada = 'ada@sandbox.example';

/** Strapi users of these tests; `ada` and `bob` have mailboxes of the same name. */
const people = ['ada', 'bob', 'nomail'].map((name, index) => ({
  id: index + 1,
  documentId: name,
  email: `${name}@sandbox.example`,
  displayName: name,
}));

export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({
    users: [
      { address: ada, name: 'Ada Lovelace', timeZone: 'W. Europe Standard Time' },
      { address: 'bob@sandbox.example', name: 'Bob Babbage' },
      { address: 'nomail@sandbox.example', name: 'No Mail', hasMailbox: false },
      { address: 'withheld@sandbox.example', name: 'Withheld', withheldScopes: ['Calendars.ReadWrite', 'MailboxSettings.Read'] },
    ],
    applications: [
      {
        clientId,
        name: 'CRM',
        redirectUris: [redirectUri],
        secrets: [clientSecret, { value: 'expired~secret', expiresAt: 1 }],
        applicationPermissions: ['Calendars.ReadWrite', 'MailboxSettings.Read'],
      },
    ],
    ...options,
  });
}

/** The application of these tests where Exchange grants permissions by RBAC for Applications; `inToken`: those granted in Entra. */
export const byExchange = (permissionsOfExchange: readonly string[], inToken: readonly string[]): SandboxApplication => ({
  clientId,
  name: 'CRM',
  redirectUris: [redirectUri],
  secrets: [clientSecret],
  applicationPermissions: inToken,
  permissionsOfExchange,
});

export interface World {
  accounts: Accounts;
  /** Application mode: addresses by user; everybody's own at the beginning. */
  assigned: Map<string, string>;
  store: ReturnType<typeof createMemoryAccountStore>;
  application: ReturnType<typeof createApplicationService>;
  called: string[];
  warnings: string[];
  integrations: { [R in Resource]: boolean };
  /** Begins, goes through Microsoft's pages, and returns what comes back to the redirect URI. */
  signIn(user: string, choice?: Partial<SignInChoice>): Promise<URLSearchParams>;
  connect(user: string, address?: string): Promise<void>;
  /** Another instance on the same database. */
  another(): Accounts;
}

/** Accounts on an in-memory store, a real MSAL and a sandbox. */
export async function createWorld(
  sandbox: Sandbox,
  given: Partial<AccountsDependencies> & { patch?: ApplicationPatch; keys?: string[]; clock?: () => number } = {},
): Promise<World> {
  const store = createMemoryAccountStore();
  const secrets = createSecretBox(given.keys ?? ['test key']);
  const now = async () => (given.clock ?? Date.now)();
  const called: string[] = [];
  const application = createApplicationService({
    store: createMemoryApplicationStore(),
    problems: createMemoryProblems(),
    onRefused: async ({ reason }) => void called.push(`application refused ${reason}`),
    onMended: async () => void called.push('application mended'),
    secrets,
    configured: null,
    redirectUri,
    now,
  });
  if (secrets.hasKey()) await application.write({ clientId, tenantId: sandbox.tenantId, clientSecret, ...given.patch });
  const assigned = new Map(people.map(({ documentId, email }) => [documentId, email]));
  const warnings: string[] = [];
  const integrations = { calendar: true, tasks: false };
  const effects: Effects = { ...systemEffects, sleep: () => new Promise((resolve) => setTimeout(resolve, 2)) };
  const another = () => {
    const pauses = createPauses({ now: () => (given.effects ?? effects).now() });
    return createAccounts({
      store,
      secrets,
      mailboxes: createMemoryMailboxes(assigned),
      application,
      redirectUri,
      now,
      effects,
      users: { find: async (documentId) => people.find((person) => person.documentId === documentId) ?? null },
      cloud: resolveCloud({ authority: sandbox.authority, graph: sandbox.graph }),
      limiter: createMailboxLimiter({ pauses }),
      pauses,
      enabledResources: async () => integrations,
      toIana: async (zone) => (zone === 'W. Europe Standard Time' ? 'Europe/Berlin' : zone === 'UTC' ? 'UTC' : null),
      log: { warn: (message) => void warnings.push(message) },
      onConnected: async ({ user }) => void called.push(`connected ${user}`),
      onMailboxChanged: async ({ user }) => void called.push(`mailbox changed ${user}`),
      onDisconnect: async ({ user, items }) => void called.push(`disconnect ${user} ${items}`),
      onActionRequired: async ({ user, reason }) => void called.push(`action required ${user} ${reason}`),
      ...given,
    });
  };
  const accounts = another();
  const signIn = async (user: string, choice: Partial<SignInChoice> = {}) => {
    const { url } = await accounts.beginConnect({ user });
    const { redirect, page } = await completeSignIn(url, { address: `${user}@sandbox.example`, ...choice });
    if (redirect === undefined) throw new Error(`Left on a page: ${page.replace(/<[^>]+>/g, ' ').slice(0, 500)}`);
    return redirect.searchParams;
  };
  return {
    accounts,
    assigned,
    store,
    application,
    called,
    warnings,
    integrations,
    another,
    signIn,
    async connect(user, address = `${user}@sandbox.example`) {
      const answer = await signIn(user, { address });
      await accounts.finishConnect({ user, code: answer.get('code') ?? '', state: answer.get('state') ?? '' });
    },
  };
}

function createMemoryMailboxes(assigned: Map<string, string>): AccountsDependencies['mailboxes'] {
  return {
    async of(user) {
      const address = assigned.get(user);
      return address === undefined
        ? { kind: 'none', problem: null }
        : { kind: 'assigned', assignment: { address, how: 'person', by: 'boss', at: new Date(0).toISOString() } };
    },
    async assign({ user, address }) {
      if (address === null) assigned.delete(user);
      else assigned.set(user, address);
    },
    ruleColumn: async () => null,
    disconnected: async () => undefined,
  };
}

/** Token requests that the sandbox has seen. */
export function tokenRequests(sandbox: Sandbox): number {
  return sandbox.requests.entries.filter(({ path }) => path.includes('/oauth2/v2.0/token')).length;
}
