import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { SecretFailure } from './secret-failure';

/** Seals texts for the database. `context` (what the text is, and whose) must be the same at both ends, so that sealed texts cannot be swapped. */
export interface SecretBox {
  /** False where no key is set: nothing can be sealed. */
  hasKey(): boolean;
  /** Throws SecretFailure 'encryption-key-missing'. */
  seal(text: string, context: string): string;
  /** Throws SecretFailure 'encryption-key-missing' or 'encryption-key-changed'. */
  open(sealed: string, context: string): string;
  /** A code for a text that nobody without the key can make. Throws SecretFailure 'encryption-key-missing'. */
  mac(text: string, context: string): string;
  /** Whether one of the keys made the code; takes as long for a wrong one as for a right one. */
  isMac(code: string, text: string, context: string): boolean;
  /** Whether one of the keys made it; says nothing about damage. Cheap. */
  knowsKeyOf(sealed: string): boolean;
  /** Names the current key, and tells nothing of it; empty where there is none. */
  readonly fingerprint: string;
  /** Whether the current key made it. */
  isCurrent(sealed: string): boolean;
  /** Older keys are there: something may be sealed with one of them. */
  hasOlderKeys(): boolean;
}

const VERSION = 'ms1';

interface Key {
  bytes: Buffer;
  fingerprint: string;
}

/** The first key seals; all of them open. */
export function createSecretBox(secrets: readonly string[]): SecretBox {
  const keys = secrets.map(keyOf);

  return {
    hasKey: () => keys.length > 0,
    seal(text, context) {
      const key = keys[0];
      if (key === undefined) throw new SecretFailure('encryption-key-missing');
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key.bytes, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [VERSION, key.fingerprint, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
    },
    open(sealed, context) {
      if (keys.length === 0) throw new SecretFailure('encryption-key-missing');
      const [version, fingerprint, iv, tag, text] = sealed.split('.');
      const key = keys.find((candidate) => candidate.fingerprint === fingerprint);
      if (version !== VERSION || key === undefined || iv === undefined || tag === undefined || text === undefined) {
        throw new SecretFailure('encryption-key-changed');
      }
      try {
        const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(context)).setAuthTag(Buffer.from(tag, 'base64url'));
        return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
      } catch {
        // Damaged, or sealed for something else: what helps is the same, enter it anew.
        throw new SecretFailure('encryption-key-changed');
      }
    },
    mac(text, context) {
      const key = keys[0];
      if (key === undefined) throw new SecretFailure('encryption-key-missing');
      return macOf(key, text, context).toString('base64url');
    },
    isMac(code, text, context) {
      const given = createHash('sha256').update(code).digest();
      // Of hashes, which are of one length; and every key is tried, so that none of them takes longer.
      return keys
        .map((key) =>
          createHash('sha256')
            .update(macOf(key, text, context).toString('base64url'))
            .digest(),
        )
        .map((own) => timingSafeEqual(own, given))
        .includes(true);
    },
    fingerprint: keys[0]?.fingerprint ?? '',
    isCurrent: (sealed) => keys[0]?.fingerprint === sealed.split('.')[1],
    hasOlderKeys: () => keys.length > 1,
    knowsKeyOf: (sealed) => keys.some((key) => key.fingerprint === sealed.split('.')[1]),
  };
}

function macOf({ bytes }: Key, text: string, context: string): Buffer {
  return createHmac('sha256', bytes).update(`mac\0${context}\0${text}`).digest();
}

function keyOf(secret: string): Key {
  const bytes = createHash('sha256').update(secret).digest();
  return { bytes, fingerprint: createHmac('sha256', bytes).update('fingerprint').digest('hex').slice(0, 12) };
}
