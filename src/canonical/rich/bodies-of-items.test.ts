import { describe, expect, it } from 'vitest';
import { calendar, calendarWith } from '../../calendar/definition';
import type { SettingValues } from '../../contracts';
import { decide } from '../../sync/decide';
import { withHome } from '../../sync/home-row';
import type { Link } from '../../sync/link';
import type { LocalItem, RemoteItem, ResourceDefinition, Values } from '../../sync/resource';
import type { ResourceSettings } from '../../sync/situation';
import { tasksIn } from '../../tasks/definition';
import { LONGEST_BODY } from '../body-from-microsoft';

const rich = { calendar: calendarWith({ isRich: true }), tasks: tasksIn({ timeZone: 'UTC', isRich: true }) };
const plain = { calendar, tasks: tasksIn({ timeZone: 'UTC' }) };

const html = (content: string) => ({ contentType: 'html', content });
const raw = {
  id: 'm1', type: 'singleInstance', subject: 'Visit', title: 'Visit', start: { dateTime: '2026-03-01T08:00:00', timeZone: 'UTC' },
  end: { dateTime: '2026-03-01T09:00:00', timeZone: 'UTC' }, lastModifiedDateTime: '2026-01-01T00:00:00Z', checklistItems: [],
}; // prettier-ignore
const bold = html('<html><body><div onclick="x"><b>One</b></div><div>two</div></body></html>');

function remote(definition: ResourceDefinition, changes: object = {}): RemoteItem {
  const [reading] = definition.readWhole({ ...raw, ...changes });
  if (reading?.kind !== 'item') throw new Error(JSON.stringify(reading));
  return reading;
}
const row = {
  documentId: 'd',
  subject: 'Visit',
  title: 'Visit',
  start: '2026-03-01T08:00:00.000Z',
  end: '2026-03-01T09:00:00.000Z',
  timeZone: 'UTC',
};
function local(definition: ResourceDefinition, changes: object = {}): LocalItem {
  const reading = definition.readStrapi({ ...row, ...changes });
  if (reading.kind !== 'item') throw new Error(JSON.stringify(reading));
  return reading;
}
/** An entry of a home that holds formatting. */
const inRichHome = (definition: ResourceDefinition, changes: object = {}): LocalItem =>
  local(definition, withHome({ ...row, ...changes }, { unread: ['body'], unheld: ['body'] }));

describe.each(['calendar', 'tasks'] as const)('%s', (resource) => {
  const [asked, unasked] = [rich[resource], plain[resource]];

  describe('what Microsoft says', () => {
    it('has both, where formatting is asked for', () => {
      const { values, unread = [] } = remote(asked, { body: bold });
      expect(values).toMatchObject({ body: 'One\ntwo', html: '<p><strong>One</strong><br>two</p>' });
      expect(unread).not.toContain('html');
    });
    it('has the text alone, where it is not', () => {
      const { values, unread } = remote(unasked, { body: bold });
      expect(values).toMatchObject({ body: 'One\ntwo', html: null });
      expect(unread).toContain('html');
    });
    it.each([
      ['a text', { contentType: 'text', content: 'a < b\nc\n\nd' }, '<p>a &lt; b<br>c</p><p>d</p>'],
      ['nothing', null, ''],
      ['an empty page', html('<html><body></body></html>'), ''],
    ])('%s has formatting too', (_, body, canonical) => expect(remote(asked, { body }).values.html).toBe(canonical));
    it('an answer cannot bring HTML that nobody has looked at', () =>
      expect(remote(asked, { body: { contentType: 'text', content: 'x', html: '<script>' } }).values.html).toBe('<p>x</p>'));
    it('what is cut is never written back', () => {
      const long = remote(asked, { body: html('a &amp; '.repeat(LONGEST_BODY / 7)) });
      expect(long.unwritable).toEqual(expect.arrayContaining(['html']));
      expect(remote(asked, { body: html('x'.repeat(4_100_000)) }).unwritable).toEqual(expect.arrayContaining(['body', 'html']));
    });
  });

  describe('a request writes', () => {
    const values = (changes: Partial<Record<'body' | 'html', string | null>>): Values => ({ ...local(asked).values, ...changes });
    const all = Object.keys(asked.fields);
    it.each([
      ['formatting that was changed', { body: 'x', html: '<p>y</p>' }, ['html'], html('<p>y</p>')],
      ['text that was changed', { body: 'x', html: '<p>y</p>' }, ['body'], { contentType: 'text', content: 'x' }],
      ['formatting, where both were', { body: 'x', html: '<p>y</p>' }, ['body', 'html'], html('<p>y</p>')],
      ['the text, where the other says nothing', { body: 'x', html: null }, ['body', 'html'], { contentType: 'text', content: 'x' }],
      ['that nothing is left', { body: 'x', html: '' }, ['html'], html('')],
      ['a new one with formatting', { body: '', html: '<p>y</p>' }, all, html('<p>y</p>')],
      ['a new one with its text', { body: 'x', html: null }, all, { contentType: 'text', content: 'x' }],
    ])('%s', (_, changes, changed, body) => expect(asked.bodyForMicrosoft(values(changes), changed)).toMatchObject({ body }));
  });

  describe('nothing is written because one side does not tell', () => {
    const settings = (['bidirectional', 'strapi-to-microsoft', 'microsoft-to-strapi'] as const).flatMap((direction) =>
      (['strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'] as const).map((conflictResolution): ResourceSettings => ({
        direction,
        conflictResolution,
        invitations: 'always',
      })),
    );
    const link = (base: Values): Link => ({
      documentId: 'd', microsoftId: 'm1', part: null, origin: 'strapi', state: 'linked', base, etag: '1',
      facts: { isOwn: true, wouldMail: [], unwritable: [], masked: [], open: [] },
    }); // prettier-ignore
    const without = ({ html: _html, ...values }: Values): Values => values;
    const writes = (definition: ResourceDefinition, of: { link: Link | null; item: LocalItem; there: RemoteItem | null }) =>
      settings.map((one) => {
        const there = of.there ? { kind: 'item' as const, item: of.there, masked: [] } : { kind: 'as-agreed' as const };
        const { strapi, microsoft, conflict } = decide({ definition, settings: one, link: of.link, local: { kind: 'item', item: of.item }, remote: there });
        return { strapi, microsoft, conflict };
      }); // prettier-ignore
    const nothing = settings.map(() => ({ strapi: { kind: 'none' }, microsoft: { kind: 'none' }, conflict: null }));

    const there = remote(asked, { body: bold });
    const untold = remote(unasked, { body: bold });
    const agreed = { ...there.values };
    const inType = local(asked, { ...there.values, body: 'One\ntwo', html: undefined });
    const inHome = inRichHome(asked, { ...there.values, body: undefined });

    it.each([
      ['the plugin’s own type, formatting asked for, base of an earlier release', asked, link(without(agreed)), inType, there],
      ['the plugin’s own type, nothing asked for, base of an earlier release', unasked, link(without(agreed)), inType, untold],
      ['the plugin’s own type, formatting asked for', asked, link(agreed), inType, there],
      ['the plugin’s own type, formatting asked for no more', unasked, link(agreed), inType, untold],
      ['the plugin’s own type, other formatting in Microsoft', asked, link(agreed), inType, remote(asked, { body: html('<i>One</i><br>two') })],
      ['the plugin’s own type, Microsoft not read', asked, link(without(agreed)), inType, null],
      ['a home with formatting', asked, link(agreed), inHome, there],
      ['a home with formatting, base of an earlier release', asked, link(without(agreed)), inHome, there],
      ['a home with formatting, Microsoft does not tell', unasked, link(agreed), inHome, untold],
      ['a home with formatting, first match', asked, null, inHome, there],
      ['the plugin’s own type, first match', asked, null, inType, there],
    ])('%s', (_, definition, known, item, seen) => expect(writes(definition, { link: known, item, there: seen })).toEqual(nothing)); // prettier-ignore

    const [bidirectional] = settings;
    const decided = (item: LocalItem, seen: RemoteItem) =>
      decide({ definition: asked, settings: bidirectional as ResourceSettings, link: link(agreed), local: { kind: 'item', item }, remote: { kind: 'item', item: seen, masked: [] } }); // prettier-ignore
    it('an edit in a home with formatting is written as such, and takes no text along', () => {
      const edited = inRichHome(asked, { ...there.values, body: undefined, html: '<p>New</p>' });
      expect(decided(edited, there)).toMatchObject({
        strapi: { kind: 'none' },
        microsoft: { kind: 'update', fields: ['html'] },
        conflict: null,
      });
    });
    it('an edit in Microsoft comes into each home as it holds it', () => {
      const edited = remote(asked, { body: html('<b>New</b>') });
      expect(decided(inHome, edited).strapi).toMatchObject({
        kind: 'update',
        fields: ['html'],
        values: { html: '<p><strong>New</strong></p>' },
      });
      expect(decided(inType, edited).strapi).toMatchObject({ kind: 'update', fields: ['body'], values: { body: 'New' } });
    });
    it('where neither may be written, formatting that was edited is taken back', () => {
      const edited = inRichHome(asked, { ...there.values, body: undefined, html: '<p>New</p>' });
      expect(decided(edited, { ...there, unwritable: ['body', 'html'] })).toMatchObject({ strapi: { kind: 'update', fields: ['html'] }, microsoft: { kind: 'none' } }); // prettier-ignore
    });
  });
});

describe('events', () => {
  it('the join information of an online meeting stays, with formatting and without', () => {
    for (const definition of [rich.calendar, plain.calendar])
      expect(remote(definition, { body: bold, isOnlineMeeting: true }).unwritable).toEqual(['body', 'html']);
  });
  it('a private one shows neither', () => {
    const masked = rich.calendar.mask(remote(rich.calendar, { body: bold, sensitivity: 'private' }), {
      calendarPrivateEvents: 'busy-only',
    } as SettingValues);
    expect(masked?.item.values).toMatchObject({ body: '', html: '' });
    expect(masked?.masked).toEqual(expect.arrayContaining(['body', 'html']));
  });
  it('a series and its exceptions have it, and what an exception does not say is the series’ own', () => {
    const series = {
      ...raw,
      type: 'seriesMaster',
      body: bold,
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-01', recurrenceTimeZone: 'UTC' } },
      cancelledOccurrences: [],
      exceptionOccurrences: [
        { id: 'e1', type: 'exception', seriesMasterId: 'm1', originalStart: '2026-03-02T08:00:00Z', start: { dateTime: '2026-03-02T10:00:00', timeZone: 'UTC' }, end: { dateTime: '2026-03-02T11:00:00', timeZone: 'UTC' } },
        { id: 'e2', type: 'exception', seriesMasterId: 'm1', originalStart: '2026-03-03T08:00:00Z', start: { dateTime: '2026-03-03T10:00:00', timeZone: 'UTC' }, end: { dateTime: '2026-03-03T11:00:00', timeZone: 'UTC' }, body: html('<h1>Own</h1>') },
      ],
    }; // prettier-ignore
    const bodies = rich.calendar
      .readWhole(series)
      .map((reading) => (reading.kind === 'item' ? [reading.values.html, reading.unread] : reading));
    const first = '<p><strong>One</strong><br>two</p>';
    expect(bodies).toEqual([
      [first, undefined],
      [first, undefined],
      ['<h1>Own</h1>', undefined],
    ]);
  });
});
