import { createHash } from 'node:crypto';

import type { AccountReason } from '../../../src/contracts';
import type { ApplicationCredentials } from '../microsoft/credentials';
import type { ApplicationRow } from './store';

/** What keeps an application as a whole from being used: one state for everybody who is connected by it. */
export interface ApplicationProblem {
  readonly reason: AccountReason;
  readonly message: string;
  /** Epoch milliseconds; null: it is seen directly, and nobody has met it yet. */
  readonly since: number | null;
}

/** Of an application together with its secret: what was found wrong with one says nothing of the one that takes its place. */
export type Fingerprint = string;

export function fingerprintOf(application: ApplicationCredentials): Fingerprint {
  return createHash('sha256').update(JSON.stringify(application)).digest('hex');
}

/** Of one whose secret cannot be opened: by what is stored. */
export const unreadableOf = (
  key: string,
  { clientSecret, certificateKey }: Pick<ApplicationRow, 'clientSecret' | 'certificateKey'>,
): Fingerprint =>
  createHash('sha256')
    .update(JSON.stringify(['unreadable', key, clientSecret, certificateKey]))
    .digest('hex');

/** Where problems are kept, which all processes share: they are few, and almost always none. */
export interface ProblemStore {
  all(): Promise<ReadonlyMap<Fingerprint, ApplicationProblem>>;
  /** False where one was there already, which stays. */
  add(fingerprint: Fingerprint, problem: ApplicationProblem): Promise<boolean>;
  /** How many of them were there. */
  remove(fingerprints: readonly Fingerprint[]): Promise<number>;
}
