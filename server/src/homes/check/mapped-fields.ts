import { fields as eventRules } from '../../../../src/calendar/fields';
import { EVENT_FIELDS, type FieldMapping, TASK_FIELDS } from '../../../../src/contracts';
import type { FieldRule } from '../../../../src/sync/resource';
import { fields as taskRules } from '../../../../src/tasks/fields';
import type { Field } from './kinds';
import type { HomeToCheck } from './problem';

export interface MappedField {
  readonly field: Field;
  readonly key: string;
  readonly given: FieldMapping;
  /** 'notes', 'place.name'; several where `read` and `write` take a record. */
  readonly paths: readonly string[];
  /** Microsoft's values come into the attribute. */
  readonly isWritten: boolean;
  /** What people make of the attribute goes to Microsoft. */
  readonly isRead: boolean;
  /** The host's own functions stand between, in each direction that counts: what the attribute is like is their business. */
  readonly isTranslated: boolean;
}

export const fieldsOf = (resource: HomeToCheck['resource']): readonly Field[] => (resource === 'calendar' ? EVENT_FIELDS : TASK_FIELDS);

/** Fields that the resource knows, with what is left out. */
export function mappedFields({ key, resource, mapping }: HomeToCheck): MappedField[] {
  const given = mapping.fields as Partial<Record<string, string | FieldMapping>>;
  return fieldsOf(resource).flatMap((field): MappedField[] => {
    const one = given[field];
    if (one === undefined) return [];
    const fieldMapping = typeof one === 'string' ? { attribute: one } : one;
    const { attribute, direction = 'both', read, write } = fieldMapping;
    const isWritten = direction !== 'to-microsoft';
    const isRead = direction !== 'to-strapi' && !isOnlyMicrosofts(resource, field);
    const isTranslated = (!isWritten || write !== undefined) && (!isRead || read !== undefined);
    const paths = Array.isArray(attribute) ? attribute : [attribute];
    return [{ field, key: `${key}.fields.${field}`, given: fieldMapping, paths, isWritten, isRead, isTranslated }];
  });
}

/** Nothing that stands in such an attribute ever goes to Microsoft. */
export function isOnlyMicrosofts(resource: HomeToCheck['resource'], field: Field): boolean {
  const rules: Partial<Record<string, FieldRule>> = resource === 'calendar' ? eventRules : taskRules;
  return field !== 'originalStart' && rules[field]?.writtenBy === 'microsoft'; // by `originalStart` an exception is known
}
