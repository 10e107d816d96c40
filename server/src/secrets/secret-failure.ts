export type SecretFailureCode = 'encryption-key-missing' | 'encryption-key-changed';

const messages: Record<SecretFailureCode, string> = {
  'encryption-key-missing':
    "No encryption key is set, so secrets cannot be stored. Set `secrets: { encryptionKey: env('ENCRYPTION_KEY') }` in config/admin " +
    '(with ENCRYPTION_KEY in the environment), or `encryptionKeys` in the configuration of this plugin, and restart Strapi.',
  'encryption-key-changed':
    'What is stored was sealed with another encryption key. Put the former key back (as a second entry of `encryptionKeys` in the ' +
    'configuration of this plugin), or enter the secret and sign in again.',
};

export class SecretFailure extends Error {
  override readonly name = 'SecretFailure';
  constructor(readonly code: SecretFailureCode) {
    super(messages[code]);
  }
}
