import { columnOf, InvalidColumn } from '../../canonical/columns';
import { lineOf } from '../../canonical/text';
import type { ChecklistEntry } from './entry';

/** Far more than To Do takes. Each entry is a request of its own. */
const MOST_ENTRIES = 500;
const LONGEST_TITLE = 4_000;
const properties = ['id', 'title', 'isChecked'];

/** Undefined where the answer does not tell, or tells more than we can hold: that is not the same as "it has none". What has no name is left alone. */
export function checklistFromMicrosoft(answered: unknown): readonly ChecklistEntry[] | undefined {
  if (!Array.isArray(answered)) return undefined;
  if (answered.length > MOST_ENTRIES) return undefined;
  const entries = answered.flatMap((raw): ChecklistEntry[] => {
    const { id, displayName, isChecked } = (raw ?? {}) as Record<string, unknown>;
    const title = lineOf(displayName) ?? '';
    return typeof id === 'string' && id !== '' && title !== '' && title.length <= LONGEST_TITLE
      ? [{ id, title, isChecked: isChecked === true }]
      : [];
  });
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}

/** What the column holds, as people and the engine write it. Throws `InvalidColumn`. */
export function checklistFromStrapi(row: Readonly<Record<string, unknown>>): readonly ChecklistEntry[] {
  const given = columnOf.json<unknown>(row, 'checklist') ?? [];
  if (!Array.isArray(given)) return wrong('a list of entries, such as [{ "title": "Call", "isChecked": false }]');
  if (given.length > MOST_ENTRIES) return wrong(`a list of at most ${MOST_ENTRIES} entries, and not of ${given.length}`);
  const known = new Set<string>();
  return given.map((raw: unknown, at) => {
    const entry = entryOf(raw, at + 1);
    if (!known.has(entry.id)) {
      known.add(entry.id);
      return entry;
    }
    return { ...entry, id: '' }; // copied with its id: another entry, which has no name yet
  });
}

function entryOf(raw: unknown, nth: number): ChecklistEntry {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return wrongEntry(nth, 'must be an object with a "title"');
  const { id, title, isChecked, ...others } = raw as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined)
    return wrongEntry(nth, `has a property "${other.slice(0, 50)}"; there are only ${properties.map((name) => `"${name}"`).join(', ')}`);
  const line = typeof title === 'string' ? (lineOf(title) ?? '') : '';
  if (line === '') return wrongEntry(nth, 'needs a "title", a text that is not empty');
  if (line.length > LONGEST_TITLE) return wrongEntry(nth, `has a "title" of ${line.length} characters; ${LONGEST_TITLE} are the most`);
  if (typeof (isChecked ?? false) !== 'boolean') return wrongEntry(nth, 'has an "isChecked" that is neither true nor false');
  if (typeof (id ?? '') !== 'string' && typeof id !== 'number')
    return wrongEntry(nth, 'has an "id" that is no text. Leave it out where the entry is new');
  return { id: String(id ?? '').trim(), title: line, isChecked: isChecked === true };
}

function wrong(expected: string): never {
  throw new InvalidColumn(`"checklist" must be ${expected}. Correct it in Strapi.`);
}

function wrongEntry(nth: number, problem: string): never {
  throw new InvalidColumn(`Entry ${nth} of "checklist" ${problem}. Correct it in Strapi.`);
}
