import { SignInError } from './errors.js';

/** Delegated permissions the sandbox knows, with the words of its consent page. */
export const graphScopes: Readonly<Record<string, string>> = {
  'User.Read': 'Sign you in and read your profile',
  'User.ReadBasic.All': 'Read the basic profiles of all users',
  'Calendars.Read': 'Read your calendars',
  'Calendars.ReadWrite': 'Have full access to your calendars',
  'Calendars.Read.Shared': 'Read your and shared calendars',
  'Calendars.ReadWrite.Shared': 'Read and write to your and shared calendars',
  'Tasks.Read': 'Read your tasks',
  'Tasks.ReadWrite': 'Create, read, update and delete your tasks',
  'Tasks.ReadWrite.Shared': 'Read and write to your and shared tasks',
  'MailboxSettings.Read': 'Read your mailbox settings',
  'MailboxSettings.ReadWrite': 'Read and write to your mailbox settings',
};

export const identityScopes: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your email address',
  offline_access: 'Maintain access to data you have given it access to',
};

export interface RequestedScope {
  /** As the client wrote it; the answer repeats it, so that caches of clients find it again. */
  readonly given: string;
  /** 'Calendars.Read', or '.default' */
  readonly name: string;
}

/** Reads a `scope` parameter. `resources` are the roots that may stand before a permission. */
export function readScopes(text: string, resources: readonly string[]): RequestedScope[] {
  const known = [...Object.keys(graphScopes), ...Object.keys(identityScopes), '.default'];
  return [...new Set(text.split(/\s+/).filter((one) => one !== ''))].map((given) => {
    const resource = resources.find((root) => given.toLowerCase().startsWith(`${root.toLowerCase()}/`));
    const short = resource === undefined ? given : given.slice(resource.length + 1).replace(/^\//, '');
    const name = known.find((one) => one.toLowerCase() === short.toLowerCase());
    if (name === undefined) throw invalidScope(given);
    return { given, name };
  });
}

/** What `.default` stands for in a person's token: what an application like ours has registered. */
const registered = ['User.Read', 'Calendars.ReadWrite', 'Tasks.ReadWrite', 'MailboxSettings.Read'];

export function expandDefault(scopes: readonly RequestedScope[]): RequestedScope[] {
  return scopes.flatMap((scope) => (scope.name === '.default' ? registered.map((name) => ({ given: name, name })) : [scope]));
}

export function isIdentityScope(name: string): boolean {
  return name in identityScopes;
}

export function describeScope(name: string): string {
  return graphScopes[name] ?? identityScopes[name] ?? name;
}

export function invalidScope(given: string): SignInError {
  return new SignInError(
    400,
    'invalid_scope',
    70011,
    `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${given} is not valid.`,
  );
}
