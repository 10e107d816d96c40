import { columnOf, InvalidColumn } from '../../canonical/columns';
import { because, type Because } from '../../contracts/reasons';
import { lineOf } from '../../canonical/text';
import type { ChecklistEntry } from './entry';

/** Far more than To Do takes. Each entry is a request of its own. */
const MOST_ENTRIES = 500;
const LONGEST_TITLE = 4_000;

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
  if (!Array.isArray(given)) return wrong('checklist-no-list');
  if (given.length > MOST_ENTRIES) return wrong(because('checklist-too-long', { most: MOST_ENTRIES, length: given.length }));
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
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return wrong(because('checklist-no-entry', { nth }));
  const { id, title, isChecked, ...others } = raw as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return wrong(because('checklist-unknown-property', { nth, property: other.slice(0, 50) }));
  const line = typeof title === 'string' ? (lineOf(title) ?? '') : '';
  if (line === '') return wrong(because('checklist-no-title', { nth }));
  if (line.length > LONGEST_TITLE) return wrong(because('checklist-long-title', { nth, length: line.length, most: LONGEST_TITLE }));
  if (typeof (isChecked ?? false) !== 'boolean') return wrong(because('checklist-not-checked', { nth }));
  if (typeof (id ?? '') !== 'string' && typeof id !== 'number') return wrong(because('checklist-wrong-id', { nth }));
  return { id: String(id ?? '').trim(), title: line, isChecked: isChecked === true };
}

function wrong(reason: Because): never {
  throw new InvalidColumn(reason);
}
