import { createHash } from 'node:crypto';

/** Fixed per account, 0…1. */
export const jitterOf = (user: string): number =>
  Number.parseInt(createHash('sha256').update(user).digest('hex').slice(0, 8), 16) / 0xffffffff;
