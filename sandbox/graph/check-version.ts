import { conflict } from './errors.js';
import type { GraphRequest } from './request.js';

/** If-Match on PATCH and DELETE: 412 where it lost (graph-facts §1.10). */
export function checkVersion({ headers }: GraphRequest, etag: string): void {
  const expected = headers['if-match'];
  if (expected === undefined || expected.trim() === '*') return;
  if (!expected.split(',').some((one) => one.trim() === etag)) throw conflict();
}
