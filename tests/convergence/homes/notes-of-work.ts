import type { Resource } from '../../../src/contracts';
import { DAY, type When } from '../calendar-item';
import { dayOn, timed } from '../calendar-times';
import type { Ledger, SideName } from '../ledger';
import { type CrmStaff, type Entry, valuesIn } from './crm-staff';
import { altered } from './hook';
import type { There } from './there';

type Row = Readonly<Record<string, unknown>>;
interface Work {
  readonly staff: CrmStaff;
  readonly ledger: Ledger;
  readonly there: There;
  readonly resource: Resource;
  readonly from: number;
}

/** A value as both sides show it: a hook writes places in capitals. */
export const inCapitals = (field: string, value: unknown): unknown =>
  field === 'location' && typeof value === 'string' ? altered(value) : value;

/** Fields whose values are followed from the one side to the other. */
export const followed = new Set(['subject', 'title', 'location', 'start', 'dueDate']);

/** What is noted of people's work on one resource: what they have seen and replaced, and what becomes of whole entries. */
export function notesOfWork({ staff, ledger, there, resource, from }: Work) {
  const { me, timeZone } = staff.of;
  const titleField = resource === 'calendar' ? 'subject' : 'title';
  const asShown = (values: Row): Row =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, inCapitals(field, value)]));
  const shownOf = (entry: Entry): Row => asShown(staff.valuesOf(entry, entry.draft));
  const note = (side: SideName, key: string, values: Row) => ledger.write(side, key, asShown(values));

  function fresh(field: string, key: string): { value: unknown; when?: When } {
    const count = staff.next();
    switch (field) {
      case 'start': {
        const when = timed(dayOn(from + (count % 30) * DAY), count);
        return { value: when.start, when };
      }
      case 'dueDate':
        return { value: dayOn(from + (count % 300) * DAY) };
      case 'showAs':
        return { value: (['busy', 'tentative', 'oof', 'free'] as const)[count % 4] };
      case 'taskStatus':
        return { value: (['notStarted', 'inProgress', 'waitingOnOthers', 'completed', 'deferred'] as const)[count % 5] };
      default:
        return { value: `${field === titleField ? `${key}: ` : ''}${field} ${count}` };
    }
  }
  /** What is seen of a field, and whatever of it looks the same. */
  function replace(side: SideName, key: string, shown: Row, how: 'edited' | 'deleted' = 'edited'): void {
    ledger.replace(side, key, asShown(shown), how);
    for (const field of ['showAs', 'taskStatus'])
      if (field in shown) for (const one of ledger.written) if (one.key === key && one.field === field) one.isSuperseded = true;
  }

  /** What stood in the draft alone is there for everybody now. */
  function noteGoneLive({ documentId, key, draft, home }: Entry): void {
    const stands = asShown(valuesIn(home, draft, timeZone));
    for (const [field, { was, now }] of staff.drafts.get(documentId) ?? []) {
      if (stands[field] !== inCapitals(field, now)) continue; // somebody else's by now
      if (was !== null) replace('here', key, { [field]: was });
      note('here', key, { [field]: now });
    }
    staff.drafts.delete(documentId);
  }

  const stopsTakingPart = ({ key, isPart }: Entry): void =>
    staff.stopsTakingPart(key, isPart && there.items().some((item) => item.key === key));
  /** Whoever takes an entry away also takes the version that is published beside a draft, and what Microsoft's item holds beside it. */
  function seenWhole(entry: Entry): void {
    const shown = shownOf(entry);
    if (entry.item) replace('here', entry.key, staff.valuesOf(entry, entry.item), 'deleted');
    replace('here', entry.key, shown, 'deleted');
    for (const one of ledger.written) if (one.key === entry.key && !(one.field in shown)) one.isSuperseded = true;
  }
  function noteGone(entry: Entry): void {
    staff.mustStay.delete(entry.key);
    const isUnheard = staff.of.takenOut?.has(entry.home.name) === true;
    if (isUnheard) staff.unheard.add(entry.key);
    const { key, isPart } = entry;
    seenWhole(entry);
    if (isPart && !isUnheard && !staff.everApart.has(key)) return ledger.remove('here', key);
    loosen(key);
  }
  function loosen(key: string): void {
    staff.loose.add(key);
    staff.everApart.add(key);
    for (const one of Object.values(staff.ledgers).flatMap(({ written }) => written)) if (one.key === key) one.isSuperseded = true;
  }
  function noteBack(entry: Entry): void {
    staff.loose.delete(entry.key);
    ledger.deleted.delete(entry.key);
    ledger.created.add(entry.key);
  }

  function noteOwner(entry: Entry, owner: string | null): void {
    if (entry.owner === owner) return;
    if (owner === null) return stopsTakingPart(entry);
    if (owner !== me) return noteGone(entry);
    noteBack(entry);
    if (!entry.item) return;
    // It comes back as it was: what somebody in Microsoft had seen and replaced there, and which still stands there, nobody has written anew.
    const isThere = there.items().some(({ key }) => key === entry.key);
    const wasReplaced = (field: string, value: unknown) =>
      isThere && ledger.written.some((one) => one.key === entry.key && one.field === field && one.value === value && one.isSuperseded);
    for (const [field, value] of Object.entries(shownOf(entry)))
      if (followed.has(field) && !wasReplaced(field, value)) note('here', entry.key, { [field]: value });
  }

  return { asShown, shownOf, note, replace, fresh, noteGoneLive, seenWhole, noteGone, noteOwner, loosen, stopsTakingPart };
}
export type NotesOfWork = ReturnType<typeof notesOfWork>;
