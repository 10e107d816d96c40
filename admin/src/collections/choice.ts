import type { CollectionChoice } from '../../../src/contracts';
import type { Collections } from '../../../src/contracts/http';

export type Kind = 'default' | 'all' | 'these';
/** What is chosen on the page; the lists stay chosen while another kind is looked at. */
export interface Draft {
  kind: Kind;
  chosen: readonly string[]; // ids of lists, without the default one
}

/** Going over to single lists begins with those that take part already. */
export function draftOf({ choice, collections }: Collections): Draft {
  const chosen = collections.filter((one) => one.takesPart && !one.isDefault).map(({ id }) => id);
  return { kind: typeof choice === 'string' ? choice : 'these', chosen };
}

/** No list chosen is the default list only; one that Microsoft does not know any more is left out. */
export function choiceOf({ kind, chosen }: Draft, { collections }: Collections): CollectionChoice {
  if (kind !== 'these') return kind;
  const ids = collections.filter((one) => !one.isDefault && chosen.includes(one.id)).map(({ id }) => id);
  return ids.length === 0 ? 'default' : ids;
}

/** Whether saving would change anything. */
export function isUnsaved(draft: Draft, reading: Collections): boolean {
  const names = (choice: CollectionChoice) => (typeof choice === 'string' ? choice : [...choice].sort().join(' '));
  return names(choiceOf(draft, reading)) !== names(choiceOf(draftOf(reading), reading));
}

export function takesPart({ kind, chosen }: Draft, { id, isDefault }: Collections['collections'][number]): boolean {
  return isDefault || kind === 'all' || (kind === 'these' && chosen.includes(id));
}
