/** Boots a real Strapi with the plugin inside the test's process: see `bootStrapi`. */
export { bootStrapi } from './boot';
export type { BootedStrapi, BootOptions, Person } from './boot';
export { databases } from './database';
export { CLIENT_ID, CLIENT_SECRET, EVENT, openOffice, REDIRECT_URI, type Office, type OfficeOptions } from './office';
export {
  addRemote,
  attendees,
  farAway,
  graphTime,
  idOf,
  inMicrosoft,
  inStrapi,
  local,
  manySubjects,
  refusal,
  remote,
  remoteIdOf,
  soon,
  table,
} from './events';
export { giveRole, letPublicIn, memberToken } from './members';
export { openTasksOffice, TASK, type TasksOffice } from './tasks';
export { monday, noon, openTwoCalendars } from './series';
export { eachEffectOf, type EachEffect } from './each-effect';
export { ACTIVITY, DEAL, MEETING, openCrm, playgroundHomes, TODO, type Crm, type CrmOptions } from './crm';
