export { createSecretBox, type SecretBox } from './secret-box';
export { SecretFailure, type SecretFailureCode } from './secret-failure';
