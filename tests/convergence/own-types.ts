import type { Resource } from '../../src/contracts';
import { calendarEvent } from '../../server/src/content-types/calendar-event';
import { task } from '../../server/src/content-types/task';
import { calendarResource } from '../../server/src/engine/resources/calendar';
import type { GraphResource } from '../../server/src/engine/resources/graph-resource';
import { tasksResource } from '../../server/src/engine/resources/tasks';
import { ownHomes } from '../support/homes';
import { calendarPeople } from './calendar-people';
import { memoryHere } from './here';
import type { Host } from './host';
import { type ContentType, memoryItems } from './memory-items';
import type { State } from './state';
import { tasksPeople } from './tasks-people';

export const rooms: Record<Resource, { readonly places: GraphResource; readonly type: ContentType }> = {
  calendar: roomOf(calendarResource({ isRich: false }), calendarEvent.schema.attributes),
  tasks: roomOf(
    tasksResource({ timeZone: 'Europe/Berlin', isRich: false, entryUrl: (uid, documentId) => `http://strapi/${uid}/${documentId}` }),
    task.schema.attributes,
  ),
};

export const contentTypes: Record<Resource, ContentType> = { calendar: rooms.calendar.type, tasks: rooms.tasks.type };

/** The plugin's own types. */
export const ownTypes = (holder: { state: State }, now: () => number, user: string): Host => ({
  people(of, resource) {
    const stage = { ...of, here: memoryHere(holder, { user, resource }, rooms[resource].type, now) };
    return resource === 'calendar' ? calendarPeople(stage) : tasksPeople(stage, rooms.tasks.places.definition);
  },
  items: ({ definition }, process) => memoryItems(holder, process, rooms[definition.resource].type, now),
  homes: ownHomes,
});

function roomOf(places: GraphResource, attributes: object): { places: GraphResource; type: ContentType } {
  return { places, type: typeOf(places, attributes) };
}

function typeOf({ definition: { uid }, parts }: GraphResource, attributes: object): ContentType {
  return {
    uid,
    partColumn: parts?.column ?? null,
    columns: Object.keys(attributes).filter((name) => name !== 'owner' && name !== 'exceptions'),
  };
}
