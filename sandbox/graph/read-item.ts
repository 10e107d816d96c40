import { parseDateTime } from '../mailbox/dates.js';
import type { EventTime, ItemBody } from '../mailbox/event.js';
import { findZone, instantToWall } from '../mailbox/zones.js';
import { failedProperty, invalidRequest, unknownZone } from './errors.js';
import { readEnum, readProperties, readString } from './read-value.js';

/** What events and tasks have in common: a dateTimeTimeZone, a body, a text that is not too long. */
export function readTime(value: unknown, path: string): EventTime {
  const given = readProperties(value, ['dateTime', 'timeZone'], path);
  const text = readString(given['dateTime'], `${path}/dateTime`);
  const zone = given['timeZone'] === undefined || given['timeZone'] === null ? 'UTC' : readString(given['timeZone'], `${path}/timeZone`);
  if (!findZone(zone)) throw unknownZone(zone);
  const parsed = parseDateTime(text);
  if (!parsed) throw invalidRequest(`The value '${text}' of '${path}' is no date and time.`);
  const year = new Date(parsed.wall).getUTCFullYear();
  if (year < 1601 || year > 4500) throw invalidRequest(`The value '${text}' of '${path}' is out of range.`);
  // dateTime carries no offset; where one comes all the same, it decides the instant.
  const wall = parsed.offsetMinutes === undefined ? parsed.wall : instantToWall(parsed.wall - parsed.offsetMinutes * 60_000, zone);
  return { wall, zone };
}

export function readBody(value: unknown): ItemBody {
  if (value === null) return { contentType: 'text', content: '' };
  const given = readProperties(value, ['contentType', 'content'], 'body');
  const content = given['content'] === undefined || given['content'] === null ? '' : readString(given['content'], 'body/content');
  return { contentType: readEnum(given['contentType'] ?? 'text', ['text', 'html'], 'body/contentType'), content };
}

export function limited(text: string, length: number, path: string): string {
  if (text.length > length) throw failedProperty(`'${path}' must not be longer than ${length} characters.`);
  return text;
}
