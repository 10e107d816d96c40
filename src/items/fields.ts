/** What the fields of items hold, for whoever reads, writes, filters or sorts them by name. */
import { fields as eventFields } from '../calendar/fields';
import { choices as eventChoices } from '../calendar/values';
import { EVENT_FIELDS, type Resource, TASK_FIELDS } from '../contracts';
import { fields as taskFields } from '../tasks/fields';
import { choices as taskChoices } from '../tasks/values';
import { type Kind, kindOfField } from './kinds';

export type { Kind };

export interface ItemField {
  readonly kind: Kind;
  /** Null: any. */
  readonly values: readonly string[] | null;
  /** By people. */
  readonly isWritten: boolean;
  /** Also of a meeting that somebody else organizes. */
  readonly isPersonal: boolean;
}

function fieldsOf(resource: Resource): ReadonlyMap<string, ItemField> {
  const names = [...(resource === 'calendar' ? EVENT_FIELDS : TASK_FIELDS), 'html'];
  const rules = resource === 'calendar' ? eventFields : taskFields;
  const choices: Readonly<Record<string, { readonly values: readonly string[] } | undefined>> =
    resource === 'calendar' ? eventChoices : taskChoices;
  return new Map(
    names.map((name) => {
      const rule = Object.hasOwn(rules, name) ? rules[name as keyof typeof rules] : undefined;
      return [
        name,
        {
          kind: kindOfField(name),
          values: choices[name]?.values ?? null,
          isWritten: rule?.writtenBy === 'both',
          isPersonal: rule?.isPersonal === true,
        },
      ];
    }),
  );
}

const all: Readonly<Record<Resource, ReadonlyMap<string, ItemField>>> = { calendar: fieldsOf('calendar'), tasks: fieldsOf('tasks') };

export const itemFields = (resource: Resource): ReadonlyMap<string, ItemField> => all[resource];
