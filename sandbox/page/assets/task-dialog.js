import { element } from './calendar.js';
import { createForm, recurrence, rules, select } from './form.js';

const statuses = ['notStarted', 'inProgress', 'completed', 'waitingOnOthers', 'deferred'];

/** Asks for a task. `save` gets what was changed: the fields, the steps of the checklist, and the list. */
export function openTask(dialog, task, { zone, lists, save, remove }) {
  const { field, form, open } = createForm(dialog, { title: 'Task', save, remove });
  const title = field('title', 'Title', element('input'), 'wide');
  title.value = task.title;
  title.maxLength = 255;
  const due = field('due', `Due (${zone})`, element('input'));
  due.type = 'date';
  due.value = task.dueDate ?? '';
  const status = field('status', 'Status', select(statuses, task.status));
  const importance = field('importance', 'Importance', select(['low', 'normal', 'high'], task.importance));
  const list = field(
    'list',
    'List',
    select(
      lists.map(({ id, displayName }) => [id, displayName]),
      task.listId,
    ),
  );
  const known = task.recurrence?.pattern.type ?? '';
  const repeats = field(
    'repeats',
    'Repeat',
    select(rules.some(([value]) => value === known) ? rules : [...rules, [known, `As it is: ${known}`]], known),
  );
  const categories = field('categories', 'Categories (comma)', element('input'));
  const knownCategories = task.categories.join(', ');
  categories.value = knownCategories;
  const body = field('body', 'Notes', element('textarea'), 'wide');
  body.rows = 3;
  const knownBody = textOf(task.body);
  body.value = knownBody;
  const readSteps = addSteps(form, task.checklistItems);
  for (const { webUrl, displayName, applicationName, externalId } of task.linkedResources) {
    form.append(element('p', 'wide link', `Linked: ${[applicationName, displayName, webUrl, externalId].filter(Boolean).join(' · ')}`));
  }

  open(() => {
    const patch = {};
    if (title.value !== task.title) patch.title = title.value;
    if (due.value !== (task.dueDate ?? '')) patch.dueDate = due.value || null;
    if (status.value !== task.status) patch.status = status.value;
    if (importance.value !== task.importance) patch.importance = importance.value;
    if (repeats.value !== known) patch.recurrence = repeats.value ? recurrence(repeats.value, due.value) : null;
    if (categories.value !== knownCategories)
      patch.categories = categories.value
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean);
    if (body.value !== knownBody) patch.body = { contentType: 'text', content: body.value };
    return { patch, steps: readSteps(), listId: list.value };
  });
}

/** The checklist: ticks, names, one that is emptied is removed, and a new one. Gives a function that reads what was done. */
function addSteps(form, items) {
  const box = element('fieldset', 'wide steps');
  box.append(element('legend', '', 'Steps'));
  const rows = items.map(({ id, displayName, isChecked }) => {
    const row = element('div');
    const tick = element('input');
    tick.type = 'checkbox';
    tick.checked = isChecked;
    tick.setAttribute('aria-label', `Done: ${displayName}`);
    const name = element('input');
    name.value = displayName;
    name.setAttribute('aria-label', `Step, empty to remove: ${displayName}`);
    row.append(tick, name);
    box.append(row);
    return { id, displayName, isChecked, tick, name };
  });
  const added = element('input');
  added.placeholder = 'Add a step';
  added.setAttribute('aria-label', 'Add a step');
  box.append(added);
  form.append(box);
  return () => [
    ...rows.flatMap(({ id, displayName, isChecked, tick, name }) => {
      if (name.value.trim() === '') return [{ method: 'DELETE', id }];
      const body = {
        ...(name.value === displayName ? {} : { displayName: name.value }),
        ...(tick.checked === isChecked ? {} : { isChecked: tick.checked }),
      };
      return Object.keys(body).length > 0 ? [{ method: 'PATCH', id, body }] : [];
    }),
    ...(added.value.trim() === '' ? [] : [{ method: 'POST', body: { displayName: added.value } }]),
  ];
}

function textOf({ content, contentType }) {
  if (contentType === 'text') return content;
  return new DOMParser().parseFromString(content.replace(/<br\s*\/?>(\r?\n)?/gi, '\n'), 'text/html').body.textContent.trim();
}
