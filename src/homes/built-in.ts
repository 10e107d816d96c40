import { EVENT_FIELDS, type Resource, TASK_FIELDS } from '../contracts';
import { holdsTexts } from '../sync/home-row';
import { type Codec, codecOf, plain } from './codec';
import type { Home } from './home';
import { sameRows } from './row';

/** The plugin's own type of a resource: a mapping of each field to the attribute of its name. */
export function builtInHome(resource: Resource, { uid, accepts }: { uid: string; accepts: boolean }): Home {
  const names: readonly string[] = resource === 'calendar' ? EVENT_FIELDS : TASK_FIELDS;
  const same = (field: string): Codec => codecOf(field, { attribute: field }, plain);
  return {
    resource,
    name: '',
    uid,
    owner: ['owner'],
    codecs: names.map(same),
    rows: sameRows,
    says: holdsTexts,
    isSame: true,
    durationMinutes: null,
    occurrenceDays: null,
    takesPart: null,
    accepts: accepts ? 'all' : 'none',
    create: {},
    version: null,
    locale: null,
  };
}
