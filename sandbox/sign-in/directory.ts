import type { SandboxApplication, SandboxPerson, SandboxTenant } from '../options.js';
import { stableGuid } from '../random.js';
import { invalidRequest, SignInError } from './errors.js';

export type DirectoryPerson = SandboxPerson & { readonly id: string; readonly tenantId: string };

/** The tenant, its people and its applications. */
export interface Directory {
  readonly tenant: SandboxTenant;
  readonly people: readonly DirectoryPerson[];
  readonly applications: readonly SandboxApplication[];
  findPerson(idOrAddress: string): DirectoryPerson | undefined;
}

export function createDirectory(
  tenant: SandboxTenant,
  users: readonly SandboxPerson[],
  applications: readonly SandboxApplication[],
): Directory {
  const people = users.map((person) => ({
    ...person,
    id: person.id ?? stableGuid(person.address.toLowerCase()),
    tenantId: person.tenantId ?? tenant.id,
  }));
  return {
    tenant,
    people,
    applications,
    findPerson: (idOrAddress) => {
      const wanted = idOrAddress.toLowerCase();
      return people.find(({ id, address }) => id.toLowerCase() === wanted || address.toLowerCase() === wanted);
    },
  };
}

export type Authority = { readonly kind: 'any' } | { readonly kind: 'tenant'; readonly id: string };

/** What the first segment of a sign-in address means: common, organizations, or a tenant by id or domain. */
export function readAuthority({ tenant, people }: Directory, segment: string): Authority {
  const name = segment.toLowerCase();
  if (name === 'common' || name === 'organizations') return { kind: 'any' };
  if (name === tenant.id.toLowerCase() || name === tenant.domain.toLowerCase()) return { kind: 'tenant', id: tenant.id };
  const foreign = people.find(({ tenantId }) => tenantId.toLowerCase() === name);
  if (foreign) return { kind: 'tenant', id: foreign.tenantId };
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|\./.test(name)) {
    throw new SignInError(
      400,
      'invalid_request',
      90002,
      `Tenant '${segment}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    );
  }
  throw invalidRequest(900023, `Specified tenant identifier '${segment}' is neither a valid DNS name, nor a valid external domain.`);
}

export function findApplication(directory: Directory, clientId: string): SandboxApplication {
  const found = directory.applications.find((application) => application.clientId.toLowerCase() === clientId.toLowerCase());
  if (found) return found;
  throw new SignInError(
    400,
    'unauthorized_client',
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${directory.tenant.name}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );
}
