export type { ConfiguredApplication } from './configured';
export { expiryOf } from './expiry';
export { applicationModel, applicationProblemModel } from './models';
export { fingerprintOf } from './problem';
export type { Troubled } from './health';
export { createProblemStore } from './problem-store';
export { invalidInput, refusal } from './refusal';
export { createApplicationService, keyOfOrganization, type Application, type ApplicationFacts, type ApplicationOverview } from './service';
export { createApplicationStore } from './store';
