// Draws the lists and the tasks of one of them. Text goes into the page as text, never as HTML.
import { element } from './calendar.js';

export function drawLists(container, lists, current, onChoose) {
  replace(
    container,
    lists.map((list) => {
      const button = element('button', '', list.displayName);
      button.dataset.key = list.id;
      if (list === current) button.setAttribute('aria-current', 'true');
      const count = list.tasks.filter(({ status }) => status !== 'completed').length;
      button.append(element('small', '', `${count} open${list.isShared ? ', shared' : ''}`));
      button.addEventListener('click', () => onChoose(list));
      return item(button);
    }),
  );
}

/** Open tasks by date, then those that are done. */
export function drawTasks(container, tasks, { onOpen, onTick }) {
  const rank = (task) => `${task.status === 'completed' ? 1 : 0}${task.dueDate ?? '9999'}`;
  const sorted = [...tasks].sort((one, other) => rank(one).localeCompare(rank(other)));
  replace(
    container,
    sorted.length === 0 ? [item(element('p', 'empty', 'No tasks.'))] : sorted.map((task) => item(...row(task, onOpen, onTick))),
  );
}

function row(task, onOpen, onTick) {
  const isDone = task.status === 'completed';
  const title = task.title || '(no title)';
  const tick = element('input');
  tick.type = 'checkbox';
  tick.checked = isDone;
  tick.dataset.key = `tick ${task.id}`;
  tick.setAttribute('aria-label', `${isDone ? 'Reopen' : 'Complete'} ${title}`);
  tick.addEventListener('change', () => onTick(task, tick.checked));
  const button = element('button', `task${isDone ? ' done' : ''}`);
  button.dataset.key = task.id;
  button.append(element('span', '', title), element('small', '', details(task).join(' · ')));
  button.addEventListener('click', () => onOpen(task));
  return [tick, button];
}

function details({ status, dueDate, importance, recurrence, checklistItems, categories, linkedResources }) {
  const done = checklistItems.filter(({ isChecked }) => isChecked).length;
  return [
    ...(dueDate ? [`due ${dueDate}`] : []),
    ...(recurrence ? ['↻ repeats'] : []),
    ...(['notStarted', 'completed'].includes(status) ? [] : [status]),
    ...(importance === 'normal' ? [] : [`${importance} importance`]),
    ...(checklistItems.length > 0 ? [`${done} of ${checklistItems.length} steps`] : []),
    ...categories,
    ...linkedResources.map(({ applicationName, displayName }) => displayName ?? applicationName ?? 'link'),
  ];
}

function item(...content) {
  const made = element('li');
  made.append(...content);
  return made;
}

/** Drawing again must not take the keyboard away. */
function replace(container, content) {
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  container.replaceChildren(...content);
  if (focused) container.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}
