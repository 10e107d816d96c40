import { expect, test } from 'vitest';
import type { GraphAnswer, GraphRequest } from '../microsoft/port';
import { make } from './ask-microsoft';

const calendar = 'AAMk_x-AAA=';
const wanted = {
  resource: 'calendar',
  collection: calendar,
  isDefault: false,
  owner: 'me',
  address: 'https://cms.example/notices',
  clientState: 's',
} as const;
const good = (body: object): GraphAnswer => ({ status: 200, headers: {}, body, failure: null });
const inUse: GraphAnswer = {
  status: 409,
  headers: {},
  body: null,
  failure: {
    reason: 'changed-meanwhile',
    status: 409,
    code: 'ObjectIdentifierInUse',
    message: 'In use.',
    retryAfterMs: null,
    requestId: null,
  },
};

/** A Microsoft that has these subscriptions, and lets there be one of each resource only. */
function microsoft(there: { id: string; resource: string; notificationUrl: string }[]) {
  const asked: GraphRequest[] = [];
  const send = async (request: GraphRequest): Promise<GraphAnswer> => {
    asked.push(request);
    if (request.method === 'GET') return good({ value: there });
    if (request.method === 'DELETE') there = there.filter(({ id }) => !request.link?.endsWith(`/${id}`));
    else if (there.length > 0) return inUse;
    return good({ id: 'new', expirationDateTime: '2026-12-05T00:00:00.0000000Z' });
  };
  return { asked, mailbox: { send } };
}
const root = 'https://graph.microsoft.com/v1.0/subscriptions';
const now = Date.parse('2026-12-01T00:00:00Z');

test('a calendar is named as everybody names it: by its id as it is', async () => {
  const { asked, mailbox } = microsoft([]);
  expect(await make({ mailbox, root, now }, wanted)).toMatchObject({ id: 'new' });
  expect(asked[0]?.body).toMatchObject({ resource: `me/calendars/${calendar}/events` });
});

test('what would be another address within it is written out', async () => {
  const { asked, mailbox } = microsoft([]);
  await make({ mailbox, root, now }, { ...wanted, collection: 'a/b+c?d#e%3D=' });
  expect(asked[0]?.body).toMatchObject({ resource: 'me/calendars/a%2Fb%2Bc%3Fd%23e%253D=/events' });
});

test.each([
  [`me/calendars/${calendar}/events`],
  [`/me/calendars/${encodeURIComponent(calendar)}/events`],
  [`Me/Calendars/${calendar}/Events`],
])('one that is there already, and that Microsoft tells as %s, makes room', async (resource) => {
  const { mailbox } = microsoft([{ id: 'old', resource, notificationUrl: wanted.address }]);
  expect(await make({ mailbox, root, now }, wanted)).toMatchObject({ id: 'new' });
});
