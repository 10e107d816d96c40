import { AsyncLocalStorage } from 'node:async_hooks';

const engine = new AsyncLocalStorage<true>();

/** What is written in here is the engine's own write, and leaves no mark: otherwise every import would be taken for a person's edit. */
export const asEngine = <T>(work: () => Promise<T>): Promise<T> => engine.run(true, work);

export const isEngine = (): boolean => engine.getStore() === true;
