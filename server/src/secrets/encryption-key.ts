/** 16 random bytes, as Strapi makes its own keys, have this many characters in base64. */
const LEAST_CHARACTERS = 22;
const LEAST_DIFFERENT = 8;

/** What is wrong with a key that is to seal, or null. What older keys have sealed they may open, however short they are. */
export function problemOfKey(key: string): string | null {
  if (key.length >= LEAST_CHARACTERS && new Set(key).size >= LEAST_DIFFERENT) return null;
  return (
    `is too easily guessed: it needs at least ${LEAST_CHARACTERS} characters, ${LEAST_DIFFERENT} of them different. Make one with ` +
    '`openssl rand -base64 32`; where the present one has sealed something already, keep it as second entry of `encryptionKeys`'
  );
}
