import { z } from '@strapi/utils';
import { type ItemFilters, type ItemSort, type Resource, RESOURCES } from '../../../src/contracts';
import { STANDINGS } from '../../../src/contracts/http-status';
import { judged } from './judged';

const MOST_ROWS = 100;
const ROWS = 25;
const MOST_RUNS = 500;
const LONGEST_SEARCH = 200;

const once = { error: 'Must be given once.' };
const text = z.string(once).max(LONGEST_SEARCH, { error: `Must have at most ${LONGEST_SEARCH} characters.` });
const oneOf = <const V extends readonly string[]>(values: V, error = `Must be one of: ${values.join(', ')}.`) =>
  z.string(once).pipe(z.enum(values, { error }));
const flag = oneOf(['true', 'false'], 'Must be true or false.')
  .transform((value) => value === 'true')
  .pipe(z.boolean());
const wholeNumber = (most: number) => {
  const message = { error: `Must be a whole number from 1 to ${most}.` };
  return z
    .string(once)
    .regex(/^[1-9]\d{0,8}$/, message)
    .transform(Number)
    .pipe(z.int().min(1).max(most, message));
};
const instant = text
  .refine((value) => !Number.isNaN(Date.parse(value)), { error: 'Must be an instant, such as 2026-03-01T00:00:00Z.' })
  .describe('An instant, such as 2026-03-01T09:00:00.000Z');
export const DIRECTIONS = ['bidirectional', 'strapi-to-microsoft', 'microsoft-to-strapi'] as const;
export const SCOPES = ['this', 'this-and-following'] as const;
const resource = oneOf(RESOURCES);
const direction = oneOf(DIRECTIONS);
const mailboxShow = oneOf(['assigned', 'unassigned', 'stopped']);
const accountState = oneOf(['not-connected', 'connected', 'delayed', 'action-required']);

/** Every parameter may be left out. */
const query = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape).partial();
const page = { page: wholeNumber(1_000_000), pageSize: wholeNumber(MOST_ROWS) };
const list = { ...page, search: text };

export const usersQuery = query({ ...list, organization: text, state: accountState, overrides: flag });
export const organizationsQuery = query({ ...list, overrides: flag });
export const statusQuery = query({ ...list, organization: text, state: accountState, resource });
const ofPeople = { search: text, organization: text };
export const statusPeopleQuery = query({ ...page, ...ofPeople, standing: oneOf(STANDINGS) });
export const statusExportQuery = query({ ...ofPeople, standing: oneOf(STANDINGS) });
export const statusHistoryQuery = query({ ...ofPeople, days: oneOf(['1', '7', '30']).transform(Number) });
export const mailboxesQuery = query({ ...list, organization: text, show: mailboxShow });
export const invitationsQuery = query({ ...ofPeople, user: text });
const ofPerson = { user: text, search: text, organization: text };
const notOthers = { user: true, search: true, organization: true } as const;
export const conflictsQuery = query({ ...page, resource, decided: flag, ...ofPerson });
export const ownConflictsQuery = conflictsQuery.omit(notOthers);
export const heldQuery = query({ ...page, resource, ignored: flag, ...ofPerson });
export const ownHeldQuery = heldQuery.omit(notOthers);
export const explainQuery = query({ uid: text, documentId: text });
export const previewQuery = query({ resource, direction });
export const collectionsQuery = query({ resource });
export const deletionsQuery = query({ ...page, resource });
export const historyQuery = query({ resource, limit: wholeNumber(MOST_RUNS) });
export const runsQuery = query({ resource, limit: wholeNumber(MOST_RUNS), since: instant });
export const occurrencesQuery = query({ from: text, to: text }); // the service says what they may be
/** What filters and sort may be, the service says. */
export const itemsQuery = query({
  filters: judged<ItemFilters>(() => true, '', { type: 'object', additionalProperties: {} }),
  sort: judged<ItemSort>(() => true, '', { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }),
  pagination: query(page),
  from: text,
  to: text,
});
export const cancelQuery = query({ scope: oneOf(SCOPES) });
export const noQuery = query({});
/** With commas between them, each once. */
const ids = (most: number) => {
  const message = { error: `Must be at most ${most} ids.` };
  return z
    .string(once)
    .max(most * 100, message)
    .transform((value) => [...new Set(value.split(',').filter((id) => id !== ''))])
    .refine((all) => all.length <= most, message);
};
const people = ids(20);
export const standingsQuery = query({ uid: text, ids: ids(MOST_ROWS) });
export const calendarPeopleQuery = query({ ...list, organization: text });
export const calendarEntriesQuery = query({ users: people, from: text, to: text });
export const calendarTasksQuery = query({ users: people });
export const calendarItemQuery = query({ user: text, resource, documentId: text, originalStart: text });
export const disconnectQuery = query({ items: oneOf(['keep', 'remove-imported', 'remove-exported']), homes: oneOf(['keep', 'remove']) });
/** What it cannot make out it leaves out: nothing that a page's address may say is worth an error there. */
export const ownHistoryQuery = z.object({
  resource: z
    .custom<Resource>((value) => typeof value === 'string')
    .optional()
    .catch(undefined),
  limit: z.coerce.number().optional().catch(undefined),
});

/** Of every list. */
export const pageOf = ({ page: number = 1, pageSize = ROWS }: { page?: number | undefined; pageSize?: number | undefined }) => ({
  page: number,
  pageSize,
});
