import { expect, it } from 'vitest';
import { calendar } from '../calendar/definition';
import { parts } from '../calendar/parts';
import type { Values } from '../sync/resource';
import { type Link, type RemoteFacts } from '../sync/link';
import { deletionMeans, type DeletionMeans } from './deletion-means';
import { tuesdays } from './testing/series';

const days = { from: '2026-03-01', to: '2026-05-01' };
const facts: RemoteFacts = { isOwn: true, wouldMail: [], masked: [], unwritable: [], open: [] };
const link = (base: Values, more: Partial<Link> = {}): Link => ({ documentId: 'e', microsoftId: 'm', part: null, origin: 'microsoft', state: 'linked', base, facts, etag: null, ...more }); // prettier-ignore
const settings = { direction: 'bidirectional', conflictResolution: 'ask', invitations: 'ask' } as const;
const valuesOf = (row: Record<string, unknown> = {}): Values => tuesdays(row) as unknown as Values;
const single = valuesOf({ recurrence: null });
const until = (day: string): Values => valuesOf({ recurrence: `FREQ=WEEKLY;BYDAY=TU;WKST=MO;UNTIL=${day}T225959Z` });
const mailed = { ...facts, wouldMail: ['ole@northern.example'] };
const entry = { definition: calendar, settings, link: link(single), series: null, isReadOnly: false, days: null, today: '2026-03-04' };
/** The entry of one date of a series. */
const dated = (date: string, { values = valuesOf(), isAt = date, of = {}, own = {} }: { values?: Values; isAt?: string; of?: Partial<RemoteFacts>; own?: Partial<RemoteFacts> } = {}) => ({ ...entry, days, series: link(values, { facts: { ...facts, ...of } }), link: link(parts.base(values, isAt), { part: { of: 'm', key: date }, facts: { ...facts, ...own } }) }); // prettier-ignore
const does = (what: DeletionMeans['does'], more: Partial<DeletionMeans> = {}): DeletionMeans => ({ does: what, mails: [], waits: false, why: null, ...more }); // prettier-ignore
const nothing = (why: string): DeletionMeans => does('nothing', { why: why as DeletionMeans['why'] });
const told = { mails: ['ole@northern.example'] };

it.each([
  ['a single event', entry, does('deletes-item')],
  ['a series', { ...entry, link: link(valuesOf()) }, does('deletes-series')],
  ['a date of a series', dated('2026-03-17'), does('cancels-date')],
  ['the first date in the days', dated('2026-03-03'), does('cancels-date')],
  ['a date that the days have left behind', dated('2026-02-24'), nothing('date-outside-days')],
  ['a date that was moved from behind the days into them', dated('2026-02-24', { isAt: '2026-03-10' }), does('cancels-date')],
  ['a date that was moved out of the days', dated('2026-03-03', { isAt: '2026-02-17' }), nothing('date-outside-days')],
  ['an exception in a home with rules, however long ago', { ...dated('2026-01-13'), days: null }, does('cancels-date')],
  ['the last date to come', { ...dated('2026-03-17', { values: until('20260317') }), today: '2026-03-11' }, does('cancels-last-date')],
  ['one before the last', dated('2026-03-10', { values: until('20260317') }), does('cancels-date')],
  ['the last but for cancelled ones', dated('2026-03-10', { values: { ...until('20260317'), excludedDates: ['2026-03-17'] } }), does('cancels-last-date')],
  ['a date of somebody else’s meeting', dated('2026-03-17', { of: { isOwn: false } }), nothing('foreign-date-deleted')],
  ['a date in a calendar that can only be read', { ...dated('2026-03-17'), isReadOnly: true }, nothing('deleted-where-read-only')],
  ['an event in one', { ...entry, isReadOnly: true }, nothing('deleted-where-read-only')],
  ['a meeting of somebody else', { ...entry, link: link(single, { facts: { ...facts, isOwn: false } }) }, nothing('foreign-deleted-in-strapi')],
  ['a date, where Microsoft is the source', { ...dated('2026-03-17'), settings: { ...settings, direction: 'microsoft-to-strapi' } }, nothing('deleted-in-strapi-one-way')],
  ['an event, where Microsoft is the source', { ...entry, settings: { ...settings, direction: 'microsoft-to-strapi' } }, nothing('deleted-in-strapi-one-way')],
  ['an event, where Strapi is the source', { ...entry, settings: { ...settings, direction: 'strapi-to-microsoft' } }, does('deletes-item')],
  ['what takes no part', { ...entry, link: link(single, { facts: { ...facts, isApart: true } }) }, nothing('deleted-while-apart')],
  ['a date that somebody is asked about', dated('2026-03-17', { own: { open: ['subject'] } }), nothing('deleted-in-strapi-edited')],
  ['a date with people', dated('2026-03-17', { of: mailed }), does('cancels-date', { ...told, waits: true })],
  ['the same, where they may be told', { ...dated('2026-03-17', { of: mailed }), settings: { ...settings, invitations: 'always' } }, does('cancels-date', told)],
  ['the same, where nobody ever is', { ...dated('2026-03-17', { of: mailed }), settings: { ...settings, invitations: 'never' } }, does('cancels-date', { ...told, waits: true })],
  ['a meeting with people', { ...entry, link: link(single, { facts: mailed }) }, does('deletes-item', { ...told, waits: true })],
  ['a series with people that may be told', { ...entry, link: link(valuesOf(), { facts: mailed }), settings: { ...settings, invitations: 'always' } }, does('deletes-series', told)],
] as const)('what the deletion of %s does', (_, of, means) => expect(deletionMeans(of)).toEqual(means)); // prettier-ignore
