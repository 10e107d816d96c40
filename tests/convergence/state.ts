import type { RunReport } from '../../src/contracts';
import type { ConflictNote, HoldNote } from '../../src/sync/decision';
import type { Cursor, Mark, StoredLink } from '../../server/src/stores/port';

/** All that a database would hold, as one value that can be copied: a transaction that fails puts the copy back. */
export interface State {
  nextId: number;
  links: Map<number, StoredLink & { seenRound: number }>;
  marks: Map<string, Mark>;
  refused: Map<string, number>;
  rows: Map<string, { id: number; documentId: string; owner: string; row: Record<string, unknown> }>;
  cursor: Cursor | null;
  held: Map<string, HoldNote>;
  conflicts: { item: string; note: ConflictNote }[];
  lease: { token: string; until: number } | null;
  settingsKey: string | null;
  isFullRequested: boolean;
  approvedRun: string | null;
  runs: Map<string, RunReport>;
}

export const newState = (): State => ({
  nextId: 1,
  links: new Map(),
  marks: new Map(),
  refused: new Map(),
  rows: new Map(),
  cursor: null,
  held: new Map(),
  conflicts: [],
  lease: null,
  settingsKey: null,
  isFullRequested: false,
  approvedRun: null,
  runs: new Map(),
});

/** One process: it can be killed at any step, and then does nothing any more. Its open transaction is rolled back. */
export class Process {
  private steps = 0;
  private snapshot: State | null = null;
  private isDead = false;
  private tellDeath: () => void = () => undefined;
  readonly death = new Promise<'killed'>((resolve) => (this.tellDeath = () => resolve('killed')));

  constructor(
    private readonly holder: { state: State },
    private readonly killAt: number,
  ) {}

  /** Before every effect; the killed process waits here for ever. */
  async step(): Promise<void> {
    this.steps += 1;
    if (this.steps === this.killAt) {
      this.isDead = true;
      if (this.snapshot) this.holder.state = this.snapshot;
      this.snapshot = null;
      this.tellDeath();
    }
    if (this.isDead) await new Promise<never>(() => undefined);
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.step();
    const isOuter = this.snapshot === null;
    if (isOuter) this.snapshot = structuredClone(this.holder.state);
    try {
      const result = await work();
      await this.step();
      return result;
    } catch (error) {
      if (isOuter && this.snapshot) this.holder.state = this.snapshot;
      throw error;
    } finally {
      if (isOuter) this.snapshot = null;
    }
  }
}
