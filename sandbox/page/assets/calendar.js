// Draws a month or a week. Text goes into the page as text, never as HTML.
const DAY = 86400000;

/** Days are whole numbers since 1970, so that no zone of the browser can shift them. */
export const dayOf = (text) => Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / DAY);
export const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const mondayOf = (day) => day - ((((day + 3) % 7) + 7) % 7);
const format = (day, options) => new Intl.DateTimeFormat('en', { timeZone: 'UTC', ...options }).format(new Date(day * DAY));

/** First day and number of days that a view shows. */
export function rangeOf(view, anchor) {
  if (view === 'week') return { first: mondayOf(anchor), count: 7 };
  const firstOfMonth = dayOf(`${dateOf(anchor).slice(0, 7)}-01`);
  return { first: mondayOf(firstOfMonth), count: 42 };
}

export function titleOf(view, anchor) {
  if (view === 'month') return format(anchor, { month: 'long', year: 'numeric' });
  const { first } = rangeOf(view, anchor);
  return `${format(first, { day: 'numeric', month: 'short' })} – ${format(first + 6, { day: 'numeric', month: 'short', year: 'numeric' })}`;
}

export function step(view, anchor, direction) {
  if (view === 'week') return anchor + 7 * direction;
  const [year, month] = dateOf(anchor).split('-').map(Number);
  return Date.UTC(year, month - 1 + direction, 1) / DAY;
}

export function draw(container, { view, anchor, today, events, onOpen, onNew, onMove }) {
  const { first, count } = rangeOf(view, anchor);
  const grid = document.createElement('div');
  grid.className = `grid ${view}`;
  for (let day = first; day < first + 7; day += 1)
    grid.append(element('div', 'head', format(day, view === 'week' ? { weekday: 'short', day: 'numeric' } : { weekday: 'short' })));
  const month = dateOf(anchor).slice(0, 7);
  for (let day = first; day < first + count; day += 1) {
    const cell = element('div', 'day');
    cell.dataset.day = String(day);
    if (view === 'month' && !dateOf(day).startsWith(month)) cell.classList.add('other');
    if (day === today) cell.classList.add('today');
    const number = element('button', 'number', String(new Date(day * DAY).getUTCDate()));
    number.setAttribute('aria-label', `New event on ${format(day, { dateStyle: 'full' })}`);
    number.addEventListener('click', () => onNew(day));
    cell.append(number);
    for (const event of events.filter((one) => coversDay(one, day))) cell.append(eventButton(event, day, { onOpen, onMove }));
    acceptDrops(cell, day, onMove);
    grid.append(cell);
  }
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  container.replaceChildren(grid);
  // Drawing again every two seconds must not take the keyboard away.
  if (focused) container.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function coversDay(event, day) {
  const last = event.localEnd > event.localStart && event.localEnd.endsWith('T00:00') ? dayOf(event.localEnd) - 1 : dayOf(event.localEnd);
  return dayOf(event.localStart) <= day && day <= last;
}

function eventButton(event, day, { onOpen, onMove }) {
  const button = element('button', 'event');
  button.dataset.key = `${event.id}/${day}`;
  if (event.showAs === 'free') button.classList.add('free');
  if (event.isCancelled) button.classList.add('cancelled');
  if (!event.isOrganizer) button.classList.add('foreign');
  if (!event.isAllDay && dayOf(event.localStart) === day) button.append(element('time', '', event.localStart.slice(11)), ' ');
  button.append(event.subject || '(no subject)', event.seriesMasterId ? ' ↻' : '');
  button.title = `${event.subject || '(no subject)'}\n${event.localStart.replace('T', ' ')} – ${event.localEnd.replace('T', ' ')}\nAlt + arrow keys move it`;
  button.draggable = true;
  button.addEventListener('dragstart', (drag) => drag.dataTransfer.setData('text/plain', JSON.stringify({ id: event.id, day })));
  button.addEventListener('click', () => onOpen(event));
  button.addEventListener('keydown', (key) => {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key.key];
    if (!key.altKey || days === undefined) return;
    key.preventDefault();
    onMove(event.id, days);
  });
  return button;
}

function acceptDrops(cell, day, onMove) {
  cell.addEventListener('dragover', (drag) => {
    drag.preventDefault();
    cell.classList.add('target');
  });
  cell.addEventListener('dragleave', () => cell.classList.remove('target'));
  cell.addEventListener('drop', (drag) => {
    drag.preventDefault();
    cell.classList.remove('target');
    try {
      const dropped = JSON.parse(drag.dataTransfer.getData('text/plain'));
      if (typeof dropped.id === 'string' && dropped.day !== day) onMove(dropped.id, day - dropped.day);
    } catch {
      // Something else was dropped here.
    }
  });
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
