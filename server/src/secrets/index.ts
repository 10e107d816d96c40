export { createSecretBox, type SecretBox } from './secret-box';
export { problemOfKey } from './encryption-key';
export { sealAnew, type Sealed } from './seal-anew';
export { SecretFailure } from './secret-failure';
