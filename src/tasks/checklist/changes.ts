import { align } from './align';
import { type ChecklistEntry, saysTheSame } from './entry';

/** What brings one checklist in Microsoft to another; `id` is Microsoft's. */
export type ChecklistChange =
  | { readonly kind: 'create'; readonly entry: ChecklistEntry }
  | { readonly kind: 'update'; readonly id: string; readonly entry: ChecklistEntry }
  | { readonly kind: 'delete'; readonly id: string };

/** `from` is the base: what Microsoft holds. */
export function checklistChanges(from: unknown, to: unknown): readonly ChecklistChange[] {
  const aligned = align({ base: from, strapi: to, microsoft: [] });
  const removed = aligned.flatMap(({ base, strapi }): ChecklistChange[] => (base && !strapi ? [{ kind: 'delete', id: base.id }] : []));
  const kept = aligned.flatMap(({ base, strapi }): ChecklistChange[] =>
    base && strapi && !saysTheSame(base, strapi) ? [{ kind: 'update', id: base.id, entry: strapi }] : [],
  );
  const made = aligned.flatMap(({ base, strapi }) => (strapi && !base ? [strapi] : []));
  return [...removed, ...kept, ...made.map((entry): ChecklistChange => ({ kind: 'create', entry }))];
}

/** The body of a request for one entry. */
export const checklistBody = ({ title, isChecked }: ChecklistEntry): { displayName: string; isChecked: boolean } => ({
  displayName: title,
  isChecked,
});
