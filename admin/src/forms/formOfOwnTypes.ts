import type { ReactNode } from 'react';

import { PLUGIN_ID } from '../pluginId';
import { nameOfField } from '../text/fieldName';
import type { TextKey } from '../text/useText';
import { type OwnType, ownTypeOf } from './ownTypes';

export const CHOICE_INPUT = `${PLUGIN_ID}.choice`;
export const GROUP_HEADING = `${PLUGIN_ID}.group`;
export const ENGINE_FIELDS = `${PLUGIN_ID}.of-engine`;

interface Field {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly attribute?: { readonly maxLength?: number | undefined } | undefined;
}
type Row = readonly Field[];
interface Words {
  /** A text of ours in the language of the panel. */
  readonly say: (key: TextKey) => string;
  /** What stands below a field. */
  readonly helpOf: (of: { field: string; help: ReactNode }) => ReactNode;
}
interface Form {
  readonly layout: { readonly layout: readonly (readonly Row[])[]; readonly metadatas?: Readonly<Record<string, unknown>> };
}

/**
 * The Content Manager's form of our own types: names and help in the language of whoever looks, what would be held, choices in words, groups, and what the engine writes
 * folded away. Whatever a host has named, explained or put in order otherwise stays as it is.
 */
export const formOfOwnTypes =
  (words: Words) =>
  <F extends Form>(form: F): F => {
    const { layout, metadatas = {} } = form.layout;
    const type = ownTypeOf(new Set([...Object.keys(metadatas), ...layout.flat(2).map(({ name }) => name)]));
    if (!type) return form;
    const { say } = words;
    const rows = layout.map((panel) => panel.map((row) => row.map((field) => asPeopleSay(field, type, words))));
    const [only, ...others] = rows;
    const panels = only && others.length === 0 ? grouped(only, type, say) : rows;
    const shown = new Set(panels.flat(2).map(({ name }) => name));
    const folded = type.ofEngine.filter((name) => !shown.has(name));
    const [first] = folded;
    const fold = first === undefined ? [] : [[[standIn(first, ENGINE_FIELDS, say('form.of-engine'), { names: folded })]]];
    return { ...form, layout: { ...form.layout, layout: [...panels, ...fold] } };
  };

function asPeopleSay(field: Field, type: OwnType, { say, helpOf }: Words): Field {
  const [name, help] = [type.names[field.name] ?? nameOfField(field.name), type.help[field.name]];
  const { attribute } = field;
  return {
    ...field,
    ...(isEndless(attribute) ? { attribute: { ...attribute, maxLength: undefined } } : {}),
    ...(field.label === field.name && name ? { label: say(name) } : {}),
    hint: helpOf({ field: field.name, help: field.hint || (help && say(help)) }),
    ...(type.choices.includes(field.name) && field.type === 'enumeration' ? { type: CHOICE_INPUT } : {}),
  };
}

/** What Microsoft takes nearly without end; Strapi would tell ten million characters below the field. */
const isEndless = (attribute: Field['attribute']): boolean => (attribute?.maxLength ?? 0) >= 1_000_000;

/** One panel a group; where a host has mixed the groups, the form stays as they have it. */
function grouped(rows: readonly Row[], { groups }: OwnType, say: (key: TextKey) => string): readonly (readonly Row[])[] {
  const groupOf = (row: Row) => groups.findIndex(({ fields }) => row.every(({ name }) => fields.includes(name)));
  const order = rows.map(groupOf);
  if (order.some((group, at) => group === -1 || group < (order[at - 1] ?? 0))) return [rows];
  return groups.flatMap(({ title }, group) => {
    const own = rows.filter((_, at) => order[at] === group);
    const [first] = own.flat();
    return first ? [[[standIn(first.name, GROUP_HEADING, say(title))], ...own]] : [];
  });
}

/**
 * What is no field stands where one would. It has the name of one, for the Content Manager shows only what somebody may read; and a type that only
 * our own inputs have.
 */
const standIn = (name: string, type: string, label: string, more: object = {}): Field =>
  ({ name, type, label, size: 12, visible: true, required: false, disabled: true, unique: false, placeholder: '', attribute: { type }, ...more }) as Field; // prettier-ignore
