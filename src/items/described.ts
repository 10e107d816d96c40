/** The fields of items as JSON Schema, for whoever describes routes. */
import { EVENT_FIELDS, type Resource, TASK_FIELDS } from '../contracts';
import { type Kind, kindOfField } from './kinds';

type Described = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const object = { type: 'object', additionalProperties: {} };
const ofKind: Readonly<Record<Kind, Described>> = {
  text,
  instant: { type: 'string', description: 'An instant, such as 2026-03-01T09:00:00.000Z' },
  date: { type: 'string', description: 'A date, such as 2026-03-01' },
  boolean: { type: 'boolean' },
  number: { type: 'integer' },
  texts: { type: 'array', items: text },
  json: { anyOf: [{ type: 'array', items: object }, object] },
  relation: { type: 'string', description: 'documentId' },
};
/** As `EventData` and `TaskData` have it. */
const READ_ONLY = new Set<string>([
  ...['series', 'originalStart', 'attendees', 'organizer', 'isOrganizer', 'isCancelled', 'onlineMeetingUrl', 'webLink', 'calendarName'],
  ...['iCalUId', 'completedDate', 'listName'],
]);

const orNull = (described: Described): Described => ({ anyOf: [described, { type: 'null' }] });
const namesOf = (resource: Resource): string[] => [...(resource === 'calendar' ? EVENT_FIELDS : TASK_FIELDS), 'html'];
const fields = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, orNull(ofKind[kindOfField(name)])]));

export function describedItem(resource: Resource): Described {
  const ofAll = { documentId: text, home: text, uid: text, updatedAt: orNull(ofKind.instant), version: text };
  const properties = { ...ofAll, ...fields(namesOf(resource)) };
  return { type: 'object', properties, required: Object.keys(properties) };
}

/** What people write of one. */
export const describedData = (resource: Resource): Described => ({
  type: 'object',
  properties: fields(namesOf(resource).filter((name) => !READ_ONLY.has(name))),
});
