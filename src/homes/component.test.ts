import { expect, it } from 'vitest';
import { matched } from './component';

const of = { parts: { email: 'email', name: 'name' }, key: 'email' };

it('each one is told by its name, in whatever case, and of several that say the same each is taken once, the first first', () => {
  const before = [
    { id: 1, email: 'kim@x.example', name: 'Kim', note: 'tea' },
    { id: 2, email: 'ole@x.example', name: 'Ole' },
    { id: 3, email: 'Kim@x.example', name: 'Kim again' },
  ];
  const wanted = [
    { email: 'KIM@x.example', name: 'One' },
    { email: 'new@x.example', name: 'New' },
    { email: 'kim@x.example', name: 'Two' },
  ];
  expect(matched(wanted, before, of)).toEqual([
    { id: 1, email: 'KIM@x.example', name: 'One' },
    { email: 'new@x.example', name: 'New' },
    { id: 3, email: 'kim@x.example', name: 'Two' },
  ]);
});
