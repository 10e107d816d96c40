import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import type { Call, Loose } from '../testing/fixture.js';
import { ada, callerFor, meeting, readRound, startTestSandbox } from '../testing/fixture.js';
import { createValidator } from '../testing/validate.js';

const validator = createValidator();
const window = 'startDateTime=2026-03-01T00:00:00Z&endDateTime=2026-04-01T00:00:00Z';
const immutable = { prefer: 'IdType="ImmutableId"' };
const bob = { name: 'Bob Babbage', address: 'bob@sandbox.example' };
const inside = (subject = 'In') => meeting(subject, '2026-03-03T10:00:00', '2026-03-03T11:00:00');
const ids = ({ items }: { items: Loose[] }) => items.map((item) => (item['@removed'] ? `-${item['id']}` : item['id']));

let sandbox: Sandbox;
let call: Call;
beforeEach(async () => {
  sandbox = await startTestSandbox();
  const plain = await callerFor(sandbox, ada);
  call = async (method, path, body, headers = immutable) => {
    const answer = await plain(method, path, body, headers);
    const [bare = ''] = path.replace(`${sandbox.graph}/v1.0`, '').split('?');
    // The slice of the description has neither the list of changes of a calendar that is named nor the calendar of an event.
    const problems = /delta$|\/events\/[^/]+\/calendar$/.test(bare)
      ? []
      : validator?.exchange(method, bare, body, answer.status, answer.body);
    expect(problems ?? [], bare).toEqual([]);
    return answer;
  };
});
afterEach(() => sandbox.close());

const side = () => sandbox.mailbox(ada);
const delta = (calendar: string) => `/me/calendars/${calendar}/calendarView/delta?${window}`;
const round = (link: string) => readRound(call, link, immutable);
const idOf = (event: Loose) => String(event['id']);

describe('calendars of a mailbox', () => {
  it('are listed ten at a time, with who shares them and whether they can be changed', async () => {
    side().addCalendar('Birthdays', { canEdit: false, isRemovable: false });
    side().addCalendar('Calendar', { owner: bob, canEdit: false });
    for (let number = 0; number < 9; number += 1) side().addCalendar(`Own ${number}`);
    const { body } = await call('GET', '/me/calendars');
    expect(body['value']).toHaveLength(10);
    expect((await call('GET', body['@odata.nextLink'])).body['value']).toHaveLength(2);
    const { body: all } = await call('GET', '/me/calendars?$top=100');
    expect(all['value'].slice(0, 3)).toMatchObject([
      { isDefaultCalendar: true, canEdit: true, isTallyingResponses: true, isRemovable: false },
      { name: 'Birthdays', canEdit: false, isTallyingResponses: false, isRemovable: false },
      { owner: bob, canEdit: false, canShare: false, isDefaultCalendar: false },
    ]);
  });

  it('have another id with the header of immutable ids, and another one later where the service changes it', async () => {
    const id = side().addCalendar('Team');
    const named = async (headers: Record<string, string>) =>
      (await call('GET', '/me/calendars', undefined, headers)).body['value'].find((one: Loose) => one['name'] === 'Team')['id'];
    expect(await named(immutable)).toBe(id);
    expect(await named({})).not.toBe(id);
    const other = side().renewCalendarId(id);
    expect(await named(immutable)).toBe(other);
    expect((await call('GET', `/me/calendars/${id}`)).status).toBe(404);
    expect((await call('GET', `/me/calendars/${other}`)).status).toBe(200);
  });

  it('that can only be read take no writes, and what is shared is known by its calendar alone', async () => {
    const shared = side().addCalendar('Theirs', { owner: bob, canEdit: false });
    const event = side().addEvent(inside(), shared);
    expect(event).toMatchObject({ organizer: { emailAddress: bob }, isOrganizer: true });
    const path = `/me/calendars/${shared}/events`;
    expect((await call('POST', path, inside())).status).toBe(403);
    expect((await call('GET', `${path}/${idOf(event)}`)).status).toBe(200);
    expect((await call('PATCH', `${path}/${idOf(event)}`, { subject: 'x' })).status).toBe(403);
    expect((await call('GET', `/me/events/${idOf(event)}`)).status).toBe(404);
  });

  it('that somebody shares tell their changes on the first page alone, unless the mailbox behaves otherwise', async () => {
    const shared = side().addCalendar('Theirs', { owner: bob });
    for (let number = 0; number < 3; number += 1) side().addEvent(inside(), shared);
    const small = { prefer: 'IdType="ImmutableId", odata.maxpagesize=2' };
    const { body } = await call('GET', delta(shared), undefined, small);
    expect((await call('GET', body['@odata.nextLink'], undefined, small)).status).toBe(403);
    side().behave({ sharedChanges: 'told' });
    expect((await call('GET', body['@odata.nextLink'], undefined, small)).status).toBe(200);
    side().behave({ namedChanges: 'refused' });
    expect((await call('GET', delta(shared))).body['error'].message).toContain('Change tracking is not supported');
    expect((await call('GET', `/me/calendarView/delta?${window}`)).status).toBe(200);
  });
});

describe('an event that a person moves', () => {
  it.each(['both', 'source'] as const)('keeps its id; of the move tells: %s', async (movesToldBy) => {
    side().behave({ movesToldBy });
    const [home, team] = [side().addCalendar('Home'), side().addCalendar('Team')];
    const event = idOf(side().addEvent(inside(), home));
    const links = [(await round(delta(home))).deltaLink, (await round(delta(team))).deltaLink] as const;
    side().moveEvent(event, team);
    expect(ids(await round(links[0]))).toEqual([`-${event}`]);
    const told = await round(links[1]);
    expect(ids(told)).toEqual(movesToldBy === 'both' ? [event] : []);
    const { body: where } = await call('GET', `/me/events/${event}/calendar`);
    expect(where).toMatchObject({ id: team, name: 'Team' });
    expect(validator?.entity('microsoft.graph.calendar', where) ?? []).toEqual([]);
    expect(ids(await round(delta(home)))).toEqual([]);
    expect(ids(await round(delta(team)))).toEqual([event]);
    side().moveEvent(event, home);
    expect(ids(await round(told.deltaLink))).toEqual([`-${event}`]);
    expect(ids(await round(delta(home)))).toEqual([event]);
    side().changeEvent(event, { subject: 'Touched' });
    expect(ids(await round(links[0]))).toEqual([event]);
  });

  it('there and back again before anybody looks tells nothing where only the source tells', async () => {
    side().behave({ movesToldBy: 'source' });
    const [home, team] = [side().addCalendar('Home'), side().addCalendar('Team')];
    const event = idOf(side().addEvent(inside(), home));
    const { deltaLink } = await round(delta(home));
    side().moveEvent(event, team);
    side().moveEvent(event, home);
    expect(ids(await round(deltaLink))).toEqual([]);
    expect(ids(await round(delta(home)))).toEqual([event]);
  });

  it('has a new id where the mailbox behaves so, and its uid', async () => {
    side().behave({ movedId: 'new' });
    const team = side().addCalendar('Team');
    const event = side().addEvent(inside());
    const moved = side().moveEvent(idOf(event), team);
    expect(moved).toMatchObject({ iCalUId: event['iCalUId'], subject: 'In' });
    expect((await call('GET', `/me/events/${idOf(event)}`)).status).toBe(404);
    expect(ids(await round(delta(team)))).toEqual([idOf(moved)]);
  });
});
