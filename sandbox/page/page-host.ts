import type { SandboxApplication } from '../options.js';
import type { SandboxMailbox } from '../sandbox-mailbox.js';
import type { DirectoryPerson } from '../sign-in/directory.js';
import type { Controls } from './control-actions.js';

/** What the people's page needs to know. */
export interface PageHost {
  readonly people: readonly DirectoryPerson[];
  readonly applications: readonly SandboxApplication[];
  readonly sideOf: (address: string) => SandboxMailbox;
  readonly controls: Controls;
}
