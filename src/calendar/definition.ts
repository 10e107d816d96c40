import { asHomeSays, holdsAll } from '../sync/home-row';
import type { ResourceDefinition } from '../sync/resource';
import { bodyForMicrosoft } from './body-for-microsoft';
import { fields } from './fields';
import { mask } from './mask';
import { parts } from './parts';
import { problems } from './problems';
import { readMicrosoft } from './read-microsoft';
import { readStrapi } from './read-strapi';
import { readWhole } from './read-whole';
import { matchCriteria, fingerprint, span, title } from './recognize';
import { refusals } from './refusals';
import { rowForStrapi } from './row-for-strapi';

/** Events of Outlook calendars and of `plugin::microsoft-sync.calendar-event`. */
export const calendar: ResourceDefinition = {
  resource: 'calendar',
  uid: 'plugin::microsoft-sync.calendar-event',
  fields,
  readMicrosoft,
  readWhole,
  parts,
  readStrapi: (row) => asHomeSays(row, readStrapi(row), holdsAll),
  bodyForMicrosoft,
  rowForStrapi,
  problems,
  refusals,
  mask,
  span,
  title,
  fingerprint,
  matchCriteria,
};
