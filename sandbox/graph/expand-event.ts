import type { Instance } from '../mailbox/event.js';
import { encodeItemId } from '../mailbox/ids.js';
import { instanceOn } from '../mailbox/instances.js';
import { GraphError } from './errors.js';
import type { Predicate } from './filter.js';
import { compileFilter, readPath } from './filter.js';
import type { Preferences } from './preferences.js';
import type { Json } from './render-event.js';
import { renderEvent } from './render-event.js';
import { splitList } from './split-list.js';

/** `$select` and `$expand` of events. What is not asked for by name is left out: extended properties, cancelledOccurrences. */
export interface Shape {
  readonly select?: ReadonlySet<string>;
  readonly expand: readonly Expansion[];
}

interface Expansion {
  readonly name: string;
  readonly filter?: Predicate;
}

const expandable = [
  'singleValueExtendedProperties',
  'multiValueExtendedProperties',
  'exceptionOccurrences',
  'extensions',
  'attachments',
  'calendar',
  'instances',
];

const selectable = new Set(
  (
    'id,createdDateTime,lastModifiedDateTime,changeKey,categories,transactionId,originalStartTimeZone,originalEndTimeZone,iCalUId,' +
    'reminderMinutesBeforeStart,isReminderOn,hasAttachments,subject,bodyPreview,importance,sensitivity,isAllDay,isCancelled,isOrganizer,isDraft,' +
    'responseRequested,seriesMasterId,showAs,type,webLink,onlineMeetingUrl,isOnlineMeeting,onlineMeetingProvider,allowNewTimeProposals,' +
    'hideAttendees,originalStart,recurrence,onlineMeeting,responseStatus,body,start,end,location,locations,attendees,organizer,cancelledOccurrences,' +
    expandable.join(',')
  ).split(','),
);
const selectableByLowerCase = new Map([...selectable].map((name) => [name.toLowerCase(), name]));

export function readShape(select: string | undefined, expand: string | undefined): Shape {
  return {
    ...(select === undefined ? {} : { select: new Set(splitList(select).map(canonicalName)) }),
    expand: expand === undefined ? [] : splitList(expand).map(readExpansion),
  };
}

export function shapeEvent(instance: Instance, preferences: Preferences, shape: Shape): Json {
  const full = renderEvent(instance, preferences);
  const chosen: Json = shape.select
    ? Object.fromEntries(Object.entries(full).filter(([name]) => name === '@odata.etag' || name === 'id' || shape.select?.has(name)))
    : full;
  if (shape.select?.has('cancelledOccurrences')) chosen['cancelledOccurrences'] = cancelledOccurrences(instance, preferences);
  for (const { name, filter } of shape.expand) expandInto(chosen, name, filter, instance, preferences);
  return chosen;
}

function expandInto(target: Json, name: string, filter: Predicate | undefined, instance: Instance, preferences: Preferences): void {
  switch (name) {
    case 'singleValueExtendedProperties':
    case 'multiValueExtendedProperties': {
      const all = instance.properties[name];
      const found = all.filter((property) => filter?.((path) => readPath(property, path)) ?? true);
      // Graph leaves the property out where nothing matches.
      if (found.length > 0) target[name] = found;
      return;
    }
    case 'exceptionOccurrences':
      target[name] = [...instance.event.exceptions.keys()]
        .map((date) => (instance.type === 'seriesMaster' ? instanceOn(instance.event, date) : undefined))
        .filter((exception) => exception !== undefined)
        .map((exception) => renderEvent(exception, preferences));
      return;
    case 'extensions':
    case 'attachments':
      target[name] = [];
      return;
  }
}

/** `OID.{masterId}.{date}`: the id holds dots of its own, so readers split at the last one (graph-facts §1.3). */
function cancelledOccurrences({ event, type }: Instance, { idFormat }: Preferences): string[] {
  if (type !== 'seriesMaster') return [];
  return [...event.cancelledDates].sort().map((date) => `OID.${encodeItemId({ key: event.key }, idFormat)}.${date}`);
}

function canonicalName(name: string): string {
  const found = selectableByLowerCase.get(name.toLowerCase().split('/')[0] as string);
  if (found === undefined) {
    throw new GraphError(
      400,
      'RequestBroker--ParseUri',
      `Could not find a property named '${name}' on type 'Microsoft.OutlookServices.Event'.`,
    );
  }
  return found;
}

function readExpansion(text: string): Expansion {
  const match = /^(\w+)(?:\((.*)\))?$/s.exec(text);
  const name = expandable.find((one) => one.toLowerCase() === match?.[1]?.toLowerCase());
  if (!match || name === undefined)
    throw new GraphError(400, 'RequestBroker--ParseUri', `Could not find a property named '${text}' to expand.`);
  const filter = /^\s*\$filter=(.*)$/is.exec(match[2] ?? '');
  return { name, ...(filter ? { filter: compileFilter(filter[1] as string) } : {}) };
}
