import type { RunContext } from './context';

const TRY_AGAIN_AFTER_MS = 3_600_000;

/** When a held item that Microsoft could not do now is tried again, though nobody has changed it. */
export const heldUntil = ({ start }: Pick<RunContext, 'start'>): string => new Date(start.at + TRY_AGAIN_AFTER_MS).toISOString();
