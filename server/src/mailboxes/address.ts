import { hashKey } from '../storage/sql/keys';

const MOST_CHARACTERS = 254;

/** An address as it may be assigned: a mail address or user principal name, without the blanks around it. Null where it is none. */
export function addressOf(given: unknown): string | null {
  const address = typeof given === 'string' ? given.trim() : '';
  // It becomes a part of Graph's path and a key: one "@", nothing that ends a part, no blanks or control characters.
  return address.length <= MOST_CHARACTERS && /^[^\s@/\\?%<>"|\p{C}]+@[^\s@/\\?#%<>"|\p{C}]+$/u.test(address) ? address : null;
}

/** Exchange tells addresses apart by neither case. */
export const sameAddress = (address: string): string => address.trim().toLowerCase();

/** Compares alike on every database, whose collations differ. */
export const addressKey = (address: string): string => hashKey('mailbox', sameAddress(address));
