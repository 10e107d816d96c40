import type { Instance } from '../mailbox/event.js';
import { answerCollection } from './answer-collection.js';
import { readShape, shapeEvent } from './expand-event.js';
import { readPath } from './filter.js';
import { readPreferences } from './preferences.js';
import { renderEvent } from './render-event.js';
import type { GraphAnswer, GraphRequest } from './request.js';

const utc = readPreferences(undefined);

/** Answers a collection of events, with `$select` and `$expand` too. */
export function listEvents(request: GraphRequest, instances: readonly Instance[], contextPath: string): GraphAnswer {
  const { query, preferences } = request;
  const shape = readShape(query.get('$select'), query.get('$expand'));
  return answerCollection(request, instances, {
    contextPath,
    pageSize: 10,
    read: readInstance,
    show: (instance) => shapeEvent(instance, preferences, shape),
  });
}

/** What is looked up most is read without rendering the whole event. */
function readInstance(instance: Instance, path: string): unknown {
  switch (path.toLowerCase()) {
    case 'singlevalueextendedproperties':
      return instance.properties.singleValueExtendedProperties;
    case 'multivalueextendedproperties':
      return instance.properties.multiValueExtendedProperties;
    case 'subject':
      return instance.properties.subject;
    default:
      return readPath(renderEvent(instance, utc), path);
  }
}
