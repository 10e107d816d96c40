import { it } from 'vitest';
import type { CalendarsEdit } from '../people';
import type { Step } from '../steps';
import { after, before, edit, exception, fault, here, killed, run, spoil, there, weekly } from '../steps-in-words';
import { proveCalendars } from './prove-calendars';
import type { HistoryOfCalendars } from './steps-of-calendars';

const deed = (what: CalendarsEdit['what'], to = 0, which = 0): Step => edit({ kind: 'calendars', what, which, to });
const all = deed('choose', 1);
const create: Step = edit({ kind: 'create', side: here, shape: 0 });
const move = (to = 0): Step => deed('move', to);
const retitleSeries: Step = edit({ kind: 'together', side: here, which: 0, field: 0, of: 'edit' });
const calendarsFail = (as: 'html' | 'short listing', skip = 1): Step => ({
  kind: 'run with a fault',
  resource: 'calendar',
  fault: { on: '/calendars', skip, as },
});

const toStrapi = { direction: 'microsoft-to-strapi' } as const;
const toMicrosoft = { direction: 'strapi-to-microsoft' } as const;

const stories: Readonly<Record<string, readonly [Partial<HistoryOfCalendars>, readonly Step[]]>> = {
  'an entry that names a calendar which is not read stays where it is, and says so': [{}, [create, run, deed('name', 1), run]],
  'a calendar that was not shown and has another id since is held no longer': [{}, [all, calendarsFail('html'), deed('renew id')]],
  'a calendar that was not shown and is chosen no longer is held no longer': [{}, [all, calendarsFail('html'), deed('choose', 0)]],
  'what was made without an answer is found in the calendar that somebody has moved it to': [
    { movedId: 'new' },
    [create, killed(after('POST /events')), move(), run],
  ],
  'a calendar that an event has come to is followed, although the run ended before it was read': [
    { seed: 2 },
    [create, run, move(), { kind: 'run with a fault', resource: 'calendar', fault: { on: 'delta', skip: 1, as: 'dropped before' } }, spoil, deed('delete calendar')], // prettier-ignore
  ],
  'an event that is moved out and back with new ids is the same entry, where the default calendar alone is read': [
    { movedId: 'new' },
    [create, run, move(), move(), run],
  ],
  'a series that was moved before anybody has read it is found by its uid': [
    { movedId: 'new' },
    [weekly(here), fault('exceptionOccurrences', 'dropped before'), move(), retitleSeries],
  ],
  'an entry goes to the calendar that it names, although the run died before its event was deleted there': [
    {},
    [all, create, run, run, deed('name', 1), killed(before('DELETE /events/{id}'))],
  ],
  '… after it was deleted': [{}, [all, create, run, run, deed('name', 1), killed(after('DELETE /events/{id}'))]],
  '… before it was made anew': [{}, [all, create, run, run, deed('name', 1), killed(before('POST /calendars/{id}/events'))]],
  '… after it was made anew': [{}, [all, create, run, run, deed('name', 1), killed(after('POST /calendars/{id}/events'))]],
  'a series that names another calendar goes there with its exceptions, although the run died in between': [
    {},
    [all, weekly(here), exception(here), run, run, deed('name', 1), killed(after('POST /calendars/{id}/events'))],
  ],
  'an exception that is made where its series has been moved to names that calendar': [
    {},
    [weekly(here), run, move(), exception(there), run],
  ],
  'a list of calendars that comes short takes nothing away': [
    {},
    [all, deed('look at', 1), edit({ kind: 'create', side: there, shape: 0 }), run, calendarsFail('short listing', 0), run],
  ],
  'an own calendar whose changes Microsoft tells no longer is read in full, and nothing is gone': [
    {},
    [all, deed('look at', 1), edit({ kind: 'create', side: there, shape: 0 }), run, deed('changes refused'), edit({ kind: 'edit', side: there, which: 0, field: 0 }), run], // prettier-ignore
  ],
  'an entry that names another calendar, in a direction to Strapi, stays where it is, and says so': [
    toStrapi,
    [all, edit({ kind: 'create', side: there, shape: 0 }), run, deed('name', 1), run],
  ],
  'an event that is moved in Outlook, in a direction to Microsoft, is not written in Strapi': [
    { ...toMicrosoft, movedId: 'new' },
    [create, run, move(), run],
  ],
  'what people in Outlook have made of an event that goes to another calendar, in a direction to Microsoft, is kept as a loser': [
    toMicrosoft,
    [all, run, deed('make named', 0, 1), run, run, edit({ kind: 'edit', side: there, which: 0, field: 0 }), run, deed('name', 1), run],
  ],
  'a calendar that is renamed, in a direction to Microsoft, is not written in Strapi': [
    toMicrosoft,
    [all, run, deed('make named', 1), run, deed('rename'), run],
  ],
};

it.each(Object.entries(stories))('%s', async (_name, [mailbox, steps]) => {
  await proveCalendars({
    conflictResolution: 'strapi-wins',
    movedId: 'kept',
    movesToldBy: 'both',
    movedProperties: 'kept',
    namedChanges: 'told',
    canEditTheirs: true,
    seed: 1,
    ...mailbox,
    steps,
  });
});
