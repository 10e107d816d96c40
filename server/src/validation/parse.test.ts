import type { z } from '@strapi/utils';
import { describe, expect, it } from 'vitest';
import { assignMailbox, assignMailboxes, chooseCollections, connectFailed, connectFinish, settingsPatch, syncNow } from './bodies';
import { bodyOf, queryOf } from './parse';
import { collectionsQuery, conflictsQuery, heldQuery, historyQuery, ownHistoryQuery, usersQuery } from './queries';

/** What was found, or the problems, `name: message`. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    const { message, details } = error as { message: string; details: { code: string; errors: { path: string[]; message: string }[] } };
    expect(message).toBe('The request cannot be understood.');
    expect(details.code).toBe('invalid-input');
    return details.errors.map((problem) => `${problem.path.join('.')}: ${problem.message}`);
  }
}
const many = (number: number) => ({ assignments: Array.from({ length: number }, () => ({ user: 'u', address: 'a' })) });
const notAList = ['assignments: Must be a list of 1 to 100 entries { user, address }.'];

type Case = readonly [schema: z.ZodType, given: unknown, expected: unknown];
const named = (cases: readonly Case[]) => cases.map(([schema, given, expected]) => ({ schema, given, expected }));

describe('a body', () => {
  it.each(
    named([
      [connectFinish, { code: 'c', state: 's' }, { code: 'c', state: 's' }],
      [connectFinish, undefined, ['code: Is required.', 'state: Is required.']],
      [connectFinish, [], [': The request needs a JSON object.']],
      [connectFinish, 'text', [': The request needs a JSON object.']],
      [
        connectFinish,
        { redirect: 'x', state: {}, code: 1 },
        ['redirect: There is no field "redirect".', 'state: Must be of type string.', 'code: Must be of type string.'],
      ],
      [connectFailed, { error: 5 }, ['error: Must be of type string.', 'state: Is required.']],
      [syncNow, {}, {}],
      [syncNow, { resource: 'email', full: true }, { resource: 'email', full: true }], // the service says which there are
      [syncNow, { resource: null, full: 'yes' }, ['resource: Must be of type string.', 'full: Must be of type boolean.']],
      [chooseCollections, { resource: 'tasks', choice: null }, { resource: 'tasks', choice: null }],
      [chooseCollections, { resource: 'tasks' }, ['choice: Is required.']],
      [assignMailbox, { address: null }, { address: null }],
      [assignMailbox, { address: 5 }, ['address: Must be a text, or null.']],
      [assignMailbox, {}, ['address: Is required.']],
      [assignMailboxes, many(100), many(100)],
      [assignMailboxes, {}, ['assignments: Is required.']],
      [assignMailboxes, many(0), notAList],
      [assignMailboxes, many(101), notAList],
      [assignMailboxes, { assignments: [{ user: 'u', address: null }] }, notAList],
      [assignMailboxes, { assignments: [{ user: 'u', address: 'a', by: 'x' }] }, notAList],
      [settingsPatch('system'), { integrations: {}, fields: {} }, { integrations: {}, fields: {} }],
      [settingsPatch('user'), { integrations: {} }, ['integrations: There is no field "integrations".']],
      [settingsPatch('user'), { fields: [], version: 1 }, ['fields: Must be of type object.', 'version: Must be of type string.']],
      [syncNow, JSON.parse('{ "__proto__": 1, "constructor": 2 }'), ['constructor: There is no field "constructor".']],
    ]),
  )('of $given comes $expected', ({ schema, given, expected }) => {
    expect(outcome(() => bodyOf({ request: { body: given } }, schema))).toEqual(expected);
  });
});

describe('a query', () => {
  it.each(
    named([
      [usersQuery, {}, {}],
      [usersQuery, { page: '2', pageSize: '100', search: '', overrides: 'false' }, { page: 2, pageSize: 100, overrides: false }],
      [
        usersQuery,
        { page: '0', pageSize: '101' },
        ['page: Must be a whole number from 1 to 1000000.', 'pageSize: Must be a whole number from 1 to 100.'],
      ],
      [usersQuery, { page: ['1', '2'] }, ['page: Must be given once.']],
      [usersQuery, { search: 'x'.repeat(201) }, ['search: Must have at most 200 characters.']],
      [usersQuery, { overrides: 'yes', nope: '1' }, ['overrides: Must be true or false.', 'nope: There is no parameter "nope".']],
      [usersQuery, { state: 'lost' }, ['state: Must be one of: not-connected, connected, delayed, action-required.']],
      [collectionsQuery, { resource: 'email' }, ['resource: Must be one of: calendar, tasks.']],
      [collectionsQuery, { resource: { $ne: 'x' } }, ['resource: Must be given once.']],
      [conflictsQuery, { decided: 'true', user: 'u' }, { decided: true, user: 'u' }],
      [heldQuery, { ignored: 'true', resource: 'tasks' }, { ignored: true, resource: 'tasks' }],
      [historyQuery, { limit: '501' }, ['limit: Must be a whole number from 1 to 500.']],
      [ownHistoryQuery, { limit: 'many', resource: ['a'], user: 'u' }, {}],
      [ownHistoryQuery, { limit: '5', resource: 'email' }, { limit: 5, resource: 'email' }],
    ]),
  )('of $given comes $expected', ({ schema, given, expected }) => {
    expect(outcome(() => queryOf({ query: given as Record<string, unknown> }, schema))).toEqual(expected);
  });
});
