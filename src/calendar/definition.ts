import { asHomeSays, holdsTexts } from '../sync/home-row';
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

/** Events of Outlook calendars and of `plugin::microsoft-sync.calendar-event`. `isRich`: a home holds bodies with their formatting, so they are asked for. */
export const calendarWith = (asked: { readonly isRich: boolean }): ResourceDefinition => ({
  resource: 'calendar',
  uid: 'plugin::microsoft-sync.calendar-event',
  fields,
  readMicrosoft: (raw) => readMicrosoft(raw, asked),
  readWhole: (raw) => readWhole(raw, asked),
  parts,
  readStrapi: (row) => asHomeSays(row, readStrapi(row), holdsTexts),
  bodyForMicrosoft,
  rowForStrapi,
  problems,
  refusals,
  mask,
  span,
  title,
  fingerprint,
  matchCriteria,
});

export const calendar = calendarWith({ isRich: false });
