import type { HeldItem } from '../../../src/contracts';
import { told } from '../../../src/contracts/reasons';
import type { StoredHeld } from '../storage/port';

export type ToldHeld = StoredHeld & HeldItem;

/** What is kept of a held item, as people and programs are told. */
export function toldHeld(held: StoredHeld): ToldHeld {
  const { words, reason } = told(held.message);
  return { ...held, message: words, reason };
}
