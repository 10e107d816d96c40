import { expect, it } from 'vitest';
import { attendeesFrom, personFrom } from './attendees';

it.each([
  ['NUL, which PostgreSQL refuses', 'A\u0000da', 'Ada'],
  ['half of a character, which no JSON of MySQL holds', 'Ada\ud800', 'Ada\ufffd'],
])('names come without %s', (_, name, held) => {
  const recipient = { emailAddress: { name, address: 'ada@example.com' } };
  expect(personFrom(recipient)).toEqual({ email: 'ada@example.com', name: held });
  expect(attendeesFrom([recipient])).toMatchObject([{ email: 'ada@example.com', name: held, type: 'required', response: 'none' }]);
});
