import type { SandboxApplication } from '../options.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { Incoming, Outgoing } from '../server/exchange.js';
import type { DirectoryPerson } from '../sign-in/directory.js';

export interface PageHost {
  readonly people: readonly DirectoryPerson[];
  readonly applications: readonly SandboxApplication[];
  readonly sideOf: (address: string) => SandboxMailbox;
}

export function servePage(_host: PageHost, _incoming: Incoming): Outgoing | undefined {
  return undefined;
}
