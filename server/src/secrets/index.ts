export { createSecretBox, type SecretBox } from './secret-box';
export { SecretFailure } from './secret-failure';
