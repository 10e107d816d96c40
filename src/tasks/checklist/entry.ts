/** One step of a task's checklist in canonical form. */
export interface ChecklistEntry {
  /** Names the entry: Microsoft's id of it, or one that its author gave it. '' where nobody has named it yet. */
  readonly id: string;
  readonly title: string;
  readonly isChecked: boolean;
  /** In a base only: what the entry is called in Strapi, where its author has given it a name of their own. */
  readonly strapiId?: string;
}

/** Bases that are older than the field, and fields that are not written yet, have none. */
export const entriesIn = (value: unknown): readonly ChecklistEntry[] => (Array.isArray(value) ? (value as readonly ChecklistEntry[]) : []);

export const saysTheSame = (a: ChecklistEntry, b: ChecklistEntry): boolean => a.title === b.title && a.isChecked === b.isChecked;

/** The same steps, ticked alike. Microsoft promises no order, and either side may name an entry in its own way. */
export function sameChecklist(a: unknown, b: unknown): boolean {
  const [some, others] = [a, b].map((value) =>
    entriesIn(value)
      .map(({ title, isChecked }) => JSON.stringify([title, isChecked]))
      .sort(),
  );
  return some?.length === others?.length && (some ?? []).every((entry, at) => entry === others?.[at]);
}
