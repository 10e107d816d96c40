import type { Resource } from '../../../src/contracts';
import type { Values } from '../../../src/sync/resource';
import type { When } from '../calendar-item';
import type { SideName } from '../ledger';
import { type Edit, type People, pick, type Stage, type Standing } from '../people';
import type { CrmStaff } from './crm-staff';
import { MEETING } from './homes-of-histories';
import { inCapitals, notesOfWork } from './notes-of-work';
import { itemsThere, type ThereItem, thereOf } from './there';
import { workInStrapi } from './work-in-strapi';

const fieldsThere: Readonly<Record<Resource, readonly string[]>> = {
  calendar: ['subject', 'location', 'start', 'showAs', 'end'],
  tasks: ['title', 'dueDate', 'taskStatus'],
};

/** People at work on what the playground's homes hold, and in Microsoft. */
export function peopleOfHomes(staff: CrmStaff, { microsoft, ledger, from, isLinked }: Omit<Stage, 'here'>, resource: Resource): People {
  staff.ledgers[resource] = ledger;
  const there = thereOf(microsoft, resource);
  const titleField = resource === 'calendar' ? 'subject' : 'title';
  const entries = () => staff.entries(resource);
  const notes = notesOfWork({ staff, ledger, there, resource, from });
  const { note, replace, fresh, loosen } = notes;
  const strapi = workInStrapi({ staff, ledger, resource, from, notes });

  async function create(side: SideName, shape: number): Promise<void> {
    const key = `item ${staff.next()}`;
    ledger.created.add(key);
    if (side === 'there') return createThere(key, shape, String(fresh(titleField, key).value));
    return strapi.create(key, shape);
  }
  function createThere(key: string, shape: number, title: string): void {
    const categories = shape % 3 === 0 ? ['Call'] : [];
    if (resource === 'tasks') {
      const dueDate = String(fresh('dueDate', key).value);
      note('there', key, { title, dueDate });
      return there.add({ title, dueDate });
    }
    const { value: start, when } = fresh('start', key);
    const location = String(fresh('location', key).value);
    const isSeries = shape === 8;
    there.add({ subject: title, location, when: when as When, categories, isSeries });
    if (isSeries) staff.seriesThere.add(key);
    else note('there', key, { subject: title, start, ...(categories.length > 0 ? {} : { location }) });
  }
  function editThere(item: ThereItem, field: string): void {
    const { value, when } = fresh(field === 'end' ? 'start' : field, item.key);
    if (field === 'end') return there.lengthen(item, 1 + (staff.next() % 90));
    replace('there', item.key, { [field]: item.values[field] });
    if (item.values[field] === value) return;
    note('there', item.key, { [field]: value });
    there.change(item, { [field]: value, ...(when ? { when } : {}) });
  }
  async function removeThere(item: ThereItem): Promise<void> {
    // What the engine does not know yet, it cannot see deleted.
    const isKnown = (await entries()).every(({ key }) => key !== item.key) || (await isLinked(item.id));
    replace('there', item.key, item.values, 'deleted');
    if (staff.everApart.has(item.key)) loosen(item.key);
    else if (isKnown) ledger.remove('there', item.key);
    ledger.deletedThere.add(item.id);
    staff.deletedThere.add(item.key);
    there.remove(item);
  }

  async function mend(): Promise<void> {
    staff.of.takenOut?.clear();
    for (const entry of await entries())
      if (entry.uid === MEETING && entry.item && staff.drafts.has(entry.documentId)) await strapi.publish(entry);
    for (const item of there.items()) if (item.isBeyond && !staff.seriesThere.has(item.key)) makeSingle(item);
  }
  function makeBeyond(item: ThereItem | undefined): void {
    if (!item) return;
    replace('there', item.key, { start: item.values['start'] });
    there.makeBeyond(item, staff.next());
  }
  function makeSingle(item: ThereItem): void {
    const { value, when } = fresh('start', item.key);
    replace('there', item.key, { start: item.values['start'] });
    note('there', item.key, { start: value });
    there.makeSingle(item, when as When);
  }

  return {
    async act(of: Edit) {
      ledger.edits += 1;
      switch (of.kind) {
        case 'create':
          return create(of.side, of.shape);
        case 'edit': {
          if (of.side === 'there') {
            const item = pick(there.items(), of.which);
            return item && editThere(item, pick(fieldsThere[resource], of.field) ?? titleField);
          }
          const entry = pick(await entries(), of.which);
          return entry && strapi.edit(entry, of.field);
        }
        case 'delete': {
          if (of.side === 'there') {
            const item = pick(there.items(), of.which);
            return item && removeThere(item);
          }
          const entry = pick(await entries(), of.which);
          return entry && strapi.remove(entry, of.which % 2 === 0 ? '*' : 'en');
        }
        case 'unmapped':
          return there.changeUnmapped(of.which, `unmapped ${staff.next()}`, (id, value) => void ledger.unmapped.set(id, value));
        case 'host':
          return of.what === 'beyond' ? makeBeyond(pick(there.items(), of.which)) : strapi.deed(of);
        case 'mend':
          return mend();
        case 'part':
        case 'rule':
        case 'together':
        case 'move part':
        case 'copy':
        case 'give':
        case 'spoil':
        case 'calendars':
          return; // of the plugin's own types
      }
    },
    async here(): Promise<Standing> {
      const items = new Map<string, Values[]>();
      for (const entry of await entries())
        if (entry.isPart) items.set(entry.key, [...(items.get(entry.key) ?? []), staff.valuesOf(entry, entry.item ?? entry.draft)]);
      return { items, shown: [] };
    },
    async there(): Promise<Standing> {
      return { items: itemsThere(there), shown: [] };
    },
    unmapped: (id) => there.unmapped(id),
    stands: (field, value, values) => values.some((one) => inCapitals(field, one[field]) === value),
  };
}
