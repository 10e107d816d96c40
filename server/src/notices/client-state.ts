import { randomBytes } from 'node:crypto';
import type { SecretBox } from '../secrets';

type Codes = Pick<SecretBox, 'mac' | 'isMac'>;
const CONTEXT = 'notices';

/** Names a subscription to ourselves, each time that it is made. */
export const newName = (): string => randomBytes(16).toString('base64url');

/** What Microsoft is to send back with every notice: who made it is seen without asking the database. 66 of the 128 characters that there may be. */
export const clientStateOf = (codes: Codes, name: string): string => `${name}.${codes.mac(name, CONTEXT)}`;

/** Where its notices go, and with which key they are told from anybody else's: a subscription that was made for another of either is made anew. */
export const madeFor = (url: string, { fingerprint }: Pick<SecretBox, 'fingerprint'>): string => `${url}#${fingerprint}`;

/** The name in a `clientState` that is ours; null: it is somebody else's making. */
export function nameIn(codes: Codes, clientState: unknown): string | null {
  if (typeof clientState !== 'string' || clientState.length > 128) return null;
  const [name = '', code = '', ...more] = clientState.split('.');
  return more.length === 0 && name !== '' && codes.isMac(code, name, CONTEXT) ? name : null;
}
