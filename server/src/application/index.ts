export { configuredApplication, type ConfiguredApplication } from './configured';
export type { ApplicationCredentials, CredentialsVerdict } from './credentials';
export { APPLICATION_UID, applicationModel } from './models';
export { invalidInput, refusal } from './refusal';
export { createApplicationService, type Application, type ApplicationDependencies } from './service';
export { createApplicationStore, type ApplicationStore } from './store';
