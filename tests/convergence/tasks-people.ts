import type { ResourceDefinition, Values } from '../../src/sync/resource';
import { holds, type SideName } from './ledger';
import type { ChecklistEntry } from '../../src/tasks/checklist/entry';
import { type Edit, type People, pick, type Stage, type Standing, textIn } from './people';

const DAY = 86_400_000;
const editable = ['title', 'body', 'dueDate', 'taskStatus'] as const;
type Editable = (typeof editable)[number];
const statuses = ['notStarted', 'inProgress', 'completed', 'deferred'];
const keyOf = (categories: unknown): string => String((categories as readonly string[] | null)?.[0] ?? '');

/** People at work on tasks: in Strapi and in Microsoft To Do. */
export function tasksPeople({ here, microsoft: { tasks }, ledger, from, isLinked }: Stage, definition: ResourceDefinition): People {
  const read = (task: object): Values => {
    const reading = definition.readMicrosoft(task);
    if (reading.kind !== 'item') throw new Error(`a task that cannot be read: ${JSON.stringify(task)}`);
    return reading.values;
  };
  const readRow = (row: Readonly<Record<string, unknown>>): Values => {
    const reading = definition.readStrapi(row);
    if (reading.kind !== 'item') throw new Error(`a row that cannot be read: ${JSON.stringify(reading)}`);
    return reading.values;
  };
  const fresh = (field: Editable): string => {
    const count = ledger.next();
    if (field === 'dueDate') return new Date(from + (count % 300) * DAY).toISOString().slice(0, 10);
    return field === 'taskStatus' ? (statuses[count % statuses.length] ?? '') : `${field} ${count}`;
  };
  const patchOf = (field: Editable, value: string): object =>
    field === 'body' ? { body: textIn(value) } : field === 'taskStatus' ? { status: value } : { [field]: value };

  async function create(side: SideName, shape: number): Promise<void> {
    const key = `task ${ledger.next()}`;
    ledger.created.add(key);
    const values = { title: fresh('title'), body: fresh('body'), dueDate: fresh('dueDate') };
    ledger.write(side, key, values);
    const steps = Array.from({ length: shape % 3 }, () => `step ${ledger.next()}`);
    for (const checklist of steps) ledger.write(side, key, { checklist });
    if (side === 'here') await here.create({ ...values, categories: [key], checklist: steps.map((title) => ({ title })) });
    else
      tasks.addTask({
        title: values.title,
        body: textIn(values.body),
        dueDate: values.dueDate,
        categories: [key],
        checklistItems: steps.map((displayName) => ({ displayName })),
      });
  }

  /** One step of a task: renamed, ticked, added or removed. Who does not know its name yet in Microsoft writes it without one. */
  async function step(side: SideName, { which, nth, how }: Edit & { kind: 'part' }): Promise<void> {
    const found = side === 'here' ? pick(await here.rows(), which) : pick(tasks.listTasks(), which);
    if (!found) return;
    const key = keyOf(found['categories']);
    const values = side === 'here' ? found : read(found);
    const entries = (values['checklist'] ?? []) as readonly ChecklistEntry[];
    const entry = pick(entries, nth);
    const title = `step ${ledger.next()}`;
    if (how === 'location' || !entry) {
      ledger.write(side, key, { checklist: title });
      if (side === 'here') return here.update(String(found['documentId']), { checklist: [...entries, { title }] });
      return void tasks.addChecklistItem(String(found['id']), { displayName: title });
    }
    ledger.touched[side].add(key);
    if (how !== 'start') ledger.replace(side, key, { checklist: entry.title }, how === 'cancel' ? 'deleted' : 'edited');
    if (how === 'subject') ledger.write(side, key, { checklist: title });
    const changed = { ...entry, ...(how === 'subject' ? { title } : { isChecked: !entry.isChecked }) };
    if (side === 'here') {
      const rest = how === 'cancel' ? [] : [changed];
      return here.update(String(found['documentId']), { checklist: entries.flatMap((one) => (one === entry ? rest : [one])) });
    }
    const id = String(found['id']);
    if (how === 'cancel') tasks.deleteChecklistItem(id, entry.id);
    else tasks.changeChecklistItem(id, entry.id, { displayName: changed.title, isChecked: changed.isChecked });
  }

  async function edit(side: SideName, which: number, field: Editable): Promise<void> {
    const found = side === 'here' ? pick(await here.rows(), which) : pick(tasks.listTasks(), which);
    if (!found) return;
    const key = keyOf(found['categories']);
    // An empty column says the same as its default: to write that is no edit.
    const shown = (side === 'here' ? readRow(found) : read(found))[field];
    ledger.replace(side, key, { [field]: shown });
    const value = [fresh(field), fresh(field)].find((one) => one !== shown) ?? '';
    ledger.write(side, key, { [field]: value });
    if (side === 'here') await here.update(String(found['documentId']), { [field]: value });
    else tasks.changeTask(String(found['id']), patchOf(field, value));
  }

  async function remove(side: SideName, which: number): Promise<void> {
    const found = side === 'here' ? pick(await here.rows(), which) : pick(tasks.listTasks(), which);
    if (!found) return;
    const key = keyOf(found['categories']);
    const isKnown =
      side === 'here' || (await here.rows()).every(({ categories }) => keyOf(categories) !== key) || (await isLinked(String(found['id'])));
    ledger.replace(side, key, side === 'here' ? readRow(found) : read(found), 'deleted');
    if (isKnown) ledger.remove(side, key);
    else ledger.removeUnknown(side, key);
    if (side === 'here') return here.remove(String(found['documentId']));
    ledger.deletedThere.add(String(found['id']));
    tasks.deleteTask(String(found['id']));
  }

  function standing(all: readonly Values[]): Standing {
    const items = new Map<string, Values[]>();
    for (const values of all) items.set(keyOf(values['categories']), [...(items.get(keyOf(values['categories'])) ?? []), values]);
    return { items, shown: all.map(({ title, dueDate }) => `${String(dueDate)} ${String(title)}`).sort() };
  }

  return {
    async act(of: Edit) {
      ledger.edits += 1;
      switch (of.kind) {
        case 'create':
          return create(of.side, of.shape);
        case 'edit':
          return edit(of.side, of.which, editable[of.field % editable.length] ?? 'title');
        case 'part':
          return step(of.side, of);
        case 'together':
        case 'rule':
          return edit(of.side, of.which, 'dueDate');
        case 'delete':
          return remove(of.side, of.which);
        case 'unmapped': {
          const id = String(pick(tasks.listTasks(), of.which)?.['id'] ?? '');
          if (id === '') return;
          const displayName = `link ${ledger.next()}`;
          tasks.addLinkedResource(id, { applicationName: 'Elsewhere', displayName });
          ledger.unmapped.set(id, displayName);
          return;
        }
        case 'move part':
        case 'copy':
        case 'give':
        case 'spoil':
        case 'mend':
        case 'host':
        case 'calendars':
          return; // of events, or of content types of the host
      }
    },
    here: async () => standing((await here.rows()).map(readRow)),
    there: async () => standing(tasks.listTasks().map(read)),
    unmapped(id) {
      const task = tasks.listTasks().find((one) => one['id'] === id);
      return task
        ? String(
            (task['linkedResources'] as { applicationName: string; displayName: string }[]).findLast(
              ({ applicationName }) => applicationName === 'Elsewhere',
            )?.displayName,
          )
        : null;
    },
    stands: (field, value, values) => values.some((one) => holds(one[field], value)),
  };
}
