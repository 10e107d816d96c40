import { expect, test } from 'vitest';
import { setValues } from './conditions';

test.each<[Record<string, unknown>, Record<string, unknown[]>]>([
  [{}, {}],
  [
    { kind: 'a', level: 3, open: false },
    { kind: ['a'], level: [3], open: [false] },
  ],
  [
    { kind: { $eq: 'a' }, level: { $in: [1, 2] } },
    { kind: ['a'], level: [1, 2] },
  ],
  [{ kind: ['a', 'b'] }, { kind: ['a', 'b'] }],
  [{ $and: [{ kind: 'a' }, { $and: [{ level: 1 }] }] }, { kind: ['a'], level: [1] }],
  [{ kind: { $in: ['a', 'b'] }, $and: [{ kind: { $in: ['b', 'c'] } }] }, { kind: ['b'] }],
  [{ $or: [{ kind: 'a' }], $not: { kind: 'b' }, kind: { $ne: 'c' }, level: { $in: [null] }, deal: { stage: 'won' } }, {}],
])('%j sets %j', (takesPart, values) => expect(Object.fromEntries(setValues(takesPart))).toEqual(values));
