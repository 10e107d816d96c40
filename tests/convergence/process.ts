import { AsyncLocalStorage } from 'node:async_hooks';
import type { Effect, Lookout } from './point';
import { copyOf, type State } from './state';

/** Ends whatever a killed process was doing; nothing that it tries afterwards has an effect. */
class Killed extends Error {}

/** Which process' transaction the code is in. One for all: each one more makes every promise slower. */
const inside = new AsyncLocalStorage<Process>();

/** One process: it can be killed before any effect. Its open transaction is rolled back. */
export class Process {
  isDead = false;
  private before: State | null = null;
  private ended: Promise<void> = Promise.resolve();

  constructor(
    private readonly holder: { state: State },
    private readonly end: Lookout | null,
  ) {}

  /** Before every effect, and after an answer. */
  step(name: string): void {
    this.pass({ when: 'before', names: [name] });
  }

  pass(effect: Effect): void {
    if (!this.isDead && this.end?.isAt(effect)) {
      this.isDead = true;
      this.rollBack();
    }
    if (this.isDead) throw new Killed('killed');
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    this.step('begin');
    if (inside.getStore() === this) return work(); // an inner one joins the outer one
    await this.turn();
    let end = () => {};
    this.ended = new Promise((resolve) => (end = resolve));
    this.before = copyOf(this.holder.state);
    try {
      const result = await inside.run(this, work);
      this.step('commit');
      this.before = null;
      return result;
    } catch (error) {
      this.rollBack();
      throw error;
    } finally {
      end();
    }
  }

  /** One write, which is a transaction of its own unless it is within one. */
  async write<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (inside.getStore() !== this) return this.transaction(work);
    this.step(name);
    return work();
  }

  /** One writer at a time, as in SQLite: whatever is not of the open transaction waits for its end. */
  async turn(): Promise<void> {
    if (inside.getStore() === this) return;
    for (let ended = null; ended !== this.ended;) await (ended = this.ended);
  }

  private rollBack(): void {
    if (this.before) this.holder.state = this.before;
    this.before = null;
  }
}

/** Every call is a step at which the process may die; it goes by `of.method`. */
export function stepped<T extends object>(store: T, process: Process, of: string, except: readonly string[] = []): T {
  const wrapped: Record<string, unknown> = {};
  for (const [name, method] of Object.entries(store) as [string, (...args: unknown[]) => Promise<unknown>][])
    wrapped[name] = except.includes(name)
      ? method
      : async (...args: unknown[]) => {
          process.step(`${of}.${name}`);
          await process.turn();
          return method(...args);
        };
  return wrapped as T;
}
