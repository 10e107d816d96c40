// The To Do lists of one mailbox.
import { app, attempt, call, get, say, watch } from './page.js';
import { createForm } from './form.js';
import { element } from './calendar.js';
import { openTask } from './task-dialog.js';
import { drawLists, drawTasks } from './task-list.js';

const state = { lists: [], selected: new URLSearchParams(location.search).get('list'), zone: app.dataset.zone };
let drawn = '';

const current = () => state.lists.find(({ id }) => id === state.selected) ?? state.lists[0];
const taskPath = (task) => `/tasks/${encodeURIComponent(task.id)}`;
const listPath = (list) => `/lists/${encodeURIComponent(list.id)}`;

async function refresh() {
  const answer = await call('GET', '/lists');
  state.lists = answer.lists;
  state.zone = answer.timeZone;
  const key = JSON.stringify([answer, state.selected]);
  if (key !== drawn) render();
  drawn = key;
}

function render() {
  const list = current();
  if (!list) return;
  get('title').textContent = list.displayName;
  const isOwn = list.wellknownListName === 'none';
  for (const id of ['rename', 'delete']) get(id).hidden = !isOwn;
  drawLists(get('lists'), state.lists, list, (chosen) => {
    state.selected = chosen.id;
    attempt(refresh);
  });
  drawTasks(get('tasks'), list.tasks, {
    onOpen: open,
    onTick: (task, isDone) => attempt(() => change('PATCH', taskPath(task), { status: isDone ? 'completed' : 'notStarted' })),
  });
}

function open(task) {
  const path = taskPath(task);
  openTask(get('dialog'), task, {
    zone: state.zone,
    lists: state.lists,
    // One request for each thing that a person did: field, step, list.
    save: async ({ patch, steps, listId }) => {
      if (Object.keys(patch).length > 0) await send('PATCH', path, patch);
      for (const { method, id, body } of steps) await send(method, `${path}/checklistItems${id === undefined ? '' : `/${id}`}`, body);
      if (listId !== task.listId) await send('POST', `${path}/move`, { listId });
      await refresh();
    },
    remove: () => change('DELETE', path),
  });
}

const send = (method, path, body) => call(method, path, body === undefined ? undefined : JSON.stringify(body));

async function change(method, path, body) {
  const answer = await send(method, path, body);
  say('');
  await refresh();
  return answer;
}

/** Sends a small form and empties it. */
function onSubmit(id, action) {
  get(id).addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    attempt(async () => {
      await action();
      submitted.target.reset();
      submitted.target.querySelector('input').focus();
    });
  });
}

onSubmit('add', () =>
  change('POST', `${listPath(current())}/tasks`, {
    title: get('new-title').value,
    ...(get('new-due').value ? { dueDate: get('new-due').value } : {}),
  }),
);
onSubmit('add-list', async () => {
  state.selected = (await send('POST', '/lists', { displayName: get('new-list').value })).id;
  await refresh();
});
get('rename').addEventListener('click', () => {
  const list = current();
  const { field, open: show } = createForm(get('dialog'), {
    title: 'Rename list',
    save: (displayName) => change('PATCH', listPath(list), { displayName }),
  });
  const name = field('name', 'Name', element('input'), 'wide');
  name.required = true;
  name.value = list.displayName;
  show(() => name.value);
});
get('delete').addEventListener('click', () => {
  const list = current();
  const { form, open: show } = createForm(get('dialog'), {
    title: 'Delete list',
    saveLabel: 'Delete',
    save: () => change('DELETE', listPath(list)),
  });
  form.append(element('p', 'wide', `“${list.displayName}” and its ${list.tasks.length} tasks are deleted.`));
  show(() => undefined);
});

watch(refresh);
