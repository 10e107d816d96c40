import { expect, it } from 'vitest';

import { changedValues } from './changedValues';

it('of a form, what somebody has changed, without relations', () => {
  const before = { documentId: 'e1', subject: 'Visit', body: null, categories: ['Red'], owner: { count: 1 } };
  const values = {
    documentId: 'e1',
    subject: 'Visits',
    body: undefined,
    categories: ['Red'],
    owner: { connect: [{ id: 1 }] },
    location: 'Hall',
  };
  expect(changedValues(values, before)).toEqual({ subject: 'Visits', location: 'Hall' });
});
