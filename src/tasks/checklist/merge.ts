import type { Side } from '../../contracts';
import { align, type Aligned, type Versions } from './align';
import { type ChecklistEntry, saysTheSame } from './entry';

interface Merged {
  readonly entry: ChecklistEntry | null;
  readonly isContested: boolean;
}

/** Edits of both sides beside each other. Where both edited the same entry, the winner's stands; `null`: nobody has won yet. */
export function mergeChecklists(versions: Versions, winner: Side | null): { value: readonly ChecklistEntry[]; isContested: boolean } {
  const merged = align(versions).map((one) => mergeEntry(one, winner));
  return { value: merged.flatMap(({ entry }) => entry ?? []), isContested: merged.some(({ isContested }) => isContested) };
}

/** Microsoft's checklist as Strapi is to hold it: in Strapi's order, and by the names that the entries have there. */
export function checklistForStrapi(versions: Versions): readonly ChecklistEntry[] {
  return align(versions).flatMap(({ base, strapi, microsoft }) => (microsoft ? [asNamedHere(microsoft, strapi, base)] : []));
}

/** Microsoft's checklist as the base: it remembers what the entries are called in Strapi. */
export function checklistAsBase(versions: Versions): readonly ChecklistEntry[] {
  return align(versions).flatMap(({ base, strapi, microsoft }) => (microsoft ? [withBothNames(microsoft, strapi, base)] : []));
}

/**
 * The base where Strapi is the source and edits in Microsoft stay: what both sides have become alike in is agreed, the rest is left as it was. An
 * entry that is gone in Microsoft and that Strapi has edited is forgotten, so that it is made anew.
 */
export function checklistAgreedOneWay(versions: Versions): readonly ChecklistEntry[] {
  return align(versions).flatMap(({ base, strapi, microsoft }) => {
    if (microsoft && strapi && (!base || saysTheSame(strapi, microsoft))) return [withBothNames(microsoft, strapi, base)];
    if (!base) return [];
    if (microsoft) return [{ ...base, id: microsoft.id }];
    return strapi && saysTheSame(strapi, base) ? [base] : [];
  });
}

/**
 * The base after a write (`strapi`: what was sent) that nobody has answered: what Microsoft holds of it was agreed by that. Without this, what
 * Strapi takes away meanwhile would seem to be new in Microsoft.
 */
export function checklistAsSent(versions: Versions): readonly ChecklistEntry[] {
  return align(versions).flatMap(({ base, strapi: sent, microsoft }) => {
    if (sent && microsoft && !base && sent.title === microsoft.title)
      return [withBothNames({ ...microsoft, isChecked: sent.isChecked }, sent, base)];
    if (sent && microsoft && base && saysTheSame(sent, microsoft)) return [withBothNames(microsoft, sent, base)];
    return base ? [base] : [];
  });
}

function mergeEntry({ base, strapi, microsoft }: Aligned, winner: Side | null): Merged {
  const plain = (entry: ChecklistEntry | undefined): Merged => ({
    entry: entry ? asNamedHere(entry, strapi, base, microsoft) : null,
    isContested: false,
  });
  if (isSame(strapi, microsoft)) return plain(strapi);
  // Made on both sides, or made there by a write whose answer was lost; whoever ticked it has seen it.
  if (!base && strapi && microsoft && strapi.title === microsoft.title) return plain({ ...strapi, isChecked: true });
  if (isSame(base, strapi)) return plain(microsoft);
  if (isSame(base, microsoft)) return plain(strapi);
  return { ...plain(winner === 'microsoft' ? microsoft : strapi), isContested: true };
}

const isSame = (a: ChecklistEntry | undefined, b: ChecklistEntry | undefined): boolean => (a && b ? saysTheSame(a, b) : a === b);

/** The name that it has in Strapi stays; where it has none yet it gets Microsoft's. */
function asNamedHere(
  { title, isChecked, id }: ChecklistEntry,
  strapi?: ChecklistEntry,
  base?: ChecklistEntry,
  microsoft?: ChecklistEntry,
): ChecklistEntry {
  return { id: strapi?.id || base?.strapiId || microsoft?.id || base?.id || id, title, isChecked };
}

function withBothNames(
  { id, title, isChecked }: ChecklistEntry,
  strapi: ChecklistEntry | undefined,
  base: ChecklistEntry | undefined,
): ChecklistEntry {
  const strapiId = strapi?.id || base?.strapiId || id;
  return { id, title, isChecked, ...(strapiId === id ? {} : { strapiId }) };
}
