import type { AccountReason } from '../../../src/contracts';
import type { ApplicationCredentials } from '../microsoft/credentials';
import { fingerprintOf, type ApplicationProblem, type Fingerprint, type ProblemStore } from './problem';

export interface ApplicationRefused {
  /** Null: the system's. */
  readonly organization: string | null;
  readonly clientId: string | null;
  readonly reason: AccountReason;
}

/** An application as it is set up now. */
export interface Standing {
  readonly organization: string | null;
  readonly clientId: string | null;
  readonly fingerprint: Fingerprint;
  /** Null where its secret cannot be opened. */
  readonly credentials: ApplicationCredentials | null;
}

/** Of an application that Microsoft is known to refuse. */
export interface Troubled {
  /** Whose it is; null: the system's. */
  readonly organization: string | null;
  readonly application: ApplicationCredentials;
}

export interface ApplicationHealth {
  /** `isSure`: looked at just now, where something is known against it. */
  problemAt(fingerprint: Fingerprint, options?: { isSure: boolean }): Promise<ApplicationProblem | null>;
  /** Microsoft refused the application itself. Whoever notes it first tells of it. */
  refused(fingerprint: Fingerprint, why: { reason: AccountReason; message: string }): Promise<void>;
  /** Microsoft takes it: what was known against it counts no longer, and whoever waited goes on. */
  accepted(application: ApplicationCredentials): Promise<void>;
  /** Those of which something is known, to be tried again. */
  troubled(): Promise<Troubled[]>;
  /** Forgets what concerned applications or secrets that have been replaced. */
  settle(): Promise<void>;
}

/** What other processes have noted counts here after this time. */
const KNOWN_FOR_MS = 1_000;

export function createApplicationHealth(deps: {
  readonly store: ProblemStore;
  readonly standings: () => Promise<readonly Standing[]>;
  readonly now: () => Promise<number>;
  readonly onRefused?: ((event: ApplicationRefused) => Promise<void>) | undefined;
  readonly onMended?: (() => Promise<void>) | undefined;
}): ApplicationHealth {
  const { store, standings } = deps;
  let known: { readonly at: number; readonly problems: Promise<ReadonlyMap<Fingerprint, ApplicationProblem>> } | null = null;

  function problems(): Promise<ReadonlyMap<Fingerprint, ApplicationProblem>> {
    if (known !== null && performance.now() - known.at < KNOWN_FOR_MS) return known.problems;
    const read = { at: performance.now(), problems: store.all() };
    known = read;
    read.problems.catch(() => {
      if (known === read) known = null;
    });
    return read.problems;
  }
  async function forget(fingerprints: readonly Fingerprint[]): Promise<void> {
    if (fingerprints.length === 0) return;
    const removed = await store.remove(fingerprints);
    known = null;
    if (removed > 0) await deps.onMended?.();
  }

  return {
    async problemAt(fingerprint, { isSure } = { isSure: false }) {
      const problem = (await problems()).get(fingerprint) ?? null;
      if (problem === null || !isSure) return problem;
      known = null;
      return (await problems()).get(fingerprint) ?? null;
    },
    async refused(fingerprint, { reason, message }) {
      // What was asked with a secret that has been replaced meanwhile says nothing any more.
      const standing = (await standings()).find((one) => one.fingerprint === fingerprint);
      if (standing === undefined) return;
      const isFirst = await store.add(fingerprint, { reason, message: message.slice(0, 1000), since: await deps.now() });
      known = null;
      if (isFirst) await deps.onRefused?.({ organization: standing.organization, clientId: standing.clientId, reason });
    },
    async accepted(application) {
      const fingerprint = fingerprintOf(application);
      if ((await problems()).has(fingerprint)) await forget([fingerprint]);
    },
    async troubled() {
      const noted = await problems();
      if (noted.size === 0) return [];
      return (await standings()).flatMap(({ organization, fingerprint, credentials }) =>
        noted.has(fingerprint) && credentials ? [{ organization, application: credentials }] : [],
      );
    },
    async settle() {
      known = null;
      const noted = await problems();
      if (noted.size === 0) return;
      const current = new Set((await standings()).map(({ fingerprint }) => fingerprint));
      await forget([...noted.keys()].filter((fingerprint) => !current.has(fingerprint)));
    },
  };
}
