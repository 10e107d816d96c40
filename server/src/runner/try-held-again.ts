import type { RunContext } from './run-context';

/** Held items whose time has come are written once more, though nobody has changed them: what was in the way may be gone. */
export async function tryHeldAgain(run: RunContext): Promise<void> {
  const due = await run.store.held({ ...run.target, isDue: true });
  if (due.length === 0) return;
  await run.store.transaction(async () => {
    await run.store.mark(run.target, due.flatMap(({ documentId }) => documentId ?? []));
    await run.fence();
  });
}
