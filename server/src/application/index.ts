export type { ConfiguredApplication } from './configured';
export { applicationModel } from './models';
export { invalidInput, refusal } from './refusal';
export { createApplicationService, type Application, type ApplicationOverview } from './service';
export { createApplicationStore } from './store';
