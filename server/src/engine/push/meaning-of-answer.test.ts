import { expect, it } from 'vitest';
import { calendar } from '../../../../src/calendar/definition';
import type { MicrosoftWrite } from '../../../../src/sync/decision';
import type { RemoteReading, Values } from '../../../../src/sync/resource';
import { tasksIn } from '../../../../src/tasks/definition';
import type { FailureReason, GraphAnswer } from '../../microsoft/port';
import { type Meaning, meaningOf } from './meaning-of-answer';

type Answered = Parameters<typeof meaningOf>[1];

const at = (hour: string) => ({ dateTime: `2026-03-02T${hour}:00:00`, timeZone: 'UTC' });
const event = {
  id: 'e',
  type: 'singleInstance',
  subject: 'x',
  start: at('09'),
  end: at('10'),
  originalStartTimeZone: 'UTC',
  originalEndTimeZone: 'UTC',
};
const daily = { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2026-03-02' } };
const series = { ...event, type: 'seriesMaster', recurrence: { ...daily, range: { ...daily.range, recurrenceTimeZone: 'UTC' } } };
const valuesOf = (reading: RemoteReading): Values => {
  if (reading.kind !== 'item') throw new Error('not an item');
  return reading.values;
};
const [whole] = calendar.readWhole(series);
if (whole === undefined) throw new Error('not read');

const versioned = (etag: string | null) => ({ part: null, base: valuesOf(calendar.readMicrosoft(event)), etag });
const plain = versioned(null);
const repeated = { ...plain, base: valuesOf(whole) };
const ofRepeated = { ...plain, part: { of: 'e', key: '2026-03-03' } };
const update: MicrosoftWrite = { kind: 'update', values: plain.base, fields: ['subject'], mails: [] };
const renaming: MicrosoftWrite = { ...update, values: { ...plain.base, subject: 'y' } };
const create: MicrosoftWrite = { kind: 'create', values: plain.base };
const deletion: MicrosoftWrite = { kind: 'delete', mails: [] };

const ok = (body: unknown): GraphAnswer => ({ status: 200, headers: {}, body, failure: null });
const failed = (reason: FailureReason, status: number): GraphAnswer => ({
  ...ok(null),
  status,
  failure: { reason, status, code: '', message: '', retryAfterMs: null, requestId: null },
});

interface Given extends Partial<Omit<Answered, 'one'>> {
  readonly link?: Answered['one']['link'];
  readonly write: Answered['one']['write'];
}
const patch = [{ method: 'PATCH' as const }];
const post = [{ method: 'POST' as const }];
const remove = [{ method: 'DELETE' as const }];

it.each<[what: string, given: Given, answer: GraphAnswer, means: Meaning['kind']]>([
  ['the item as it was written is all there is to say', { write: update }, ok(event), 'done'],
  ['a refusal is one', { write: update }, failed('rejected', 400), 'failed'],
  ['so is no answer', { write: update }, failed('unavailable', 0), 'failed'],
  ['and an item that is gone is not written', { write: update }, failed('not-found', 404), 'failed'],
  ['but it is deleted', { write: deletion, requests: remove }, failed('not-found', 404), 'done'],
  ['unless a deletion begins with another request', { write: deletion, requests: patch }, failed('not-found', 404), 'failed'],
  ['a deletion that is refused is one that is not done', { write: deletion, requests: remove }, failed('forbidden', 403), 'failed'],
  ['a deletion has nothing to bring', { write: deletion, requests: remove }, ok(null), 'done'],
  ['not of a series either', { write: deletion, requests: remove, link: repeated }, ok(null), 'done'],
  ['which parts a series has left is not in its answer', { write: update, link: repeated }, ok(series), 'half'],
  ['what a part is, is', { write: update, link: ofRepeated }, ok(event), 'done'],
  ['more requests follow', { write: update, requests: [...patch, ...post] }, ok(event), 'half'],
  ['it answers for something else than the item', { write: update, isOfItem: false }, ok(event), 'half'],
  ['a series is never whole in an answer', { write: create, requests: post, link: null }, ok(series), 'half'],
  ['what is no item of ours is not read again', { write: update }, ok({ ...event, start: null }), 'done'],
  ['an empty answer says no more than that', { write: update }, { ...ok(null), status: 204 }, 'unclear'],
  [
    'so does one that shows what was written over',
    { write: renaming, link: versioned('1') },
    ok({ ...event, '@odata.etag': '1' }),
    'unclear',
  ],
  ['Microsoft may make something else of it', { write: renaming, link: versioned('1') }, ok({ ...event, '@odata.etag': '2' }), 'done'],
  ['or keep its version', { write: update, link: versioned('1') }, ok({ ...event, '@odata.etag': '1' }), 'done'],
])('%s', (_, { write, link = plain, requests = patch, isOfItem = true }, answer, means) => {
  expect(meaningOf(calendar, { one: { write, link }, requests, isOfItem }, answer).kind).toBe(means);
});

it('a new task whose steps are not in the answer is done by half', () => {
  const tasks = tasksIn({ timeZone: 'UTC' });
  const raw = { id: 't', title: 'Offer', createdDateTime: '2026-01-01T00:00:00Z', lastModifiedDateTime: '2026-01-01T00:00:00Z' };
  const values = valuesOf(tasks.readMicrosoft({ ...raw, checklistItems: [] }));
  const meaning = (given: Values) =>
    meaningOf(tasks, { one: { write: { kind: 'create', values: given }, link: null }, requests: post, isOfItem: true }, ok(raw)).kind;
  expect(meaning(values)).toBe('done');
  expect(meaning({ ...values, checklist: [{ id: 'c', title: 'Call', isChecked: false }] })).toBe('half');
});
