// The calendars of one mailbox: which one is shown, and a new one, another name, one that goes.
import { createForm } from './form.js';
import { element } from './calendar.js';

/** Draws the choice; what is built in or somebody else's says so. */
export function drawCalendars(get, calendars, current) {
  const choice = get('calendars');
  if (document.activeElement !== choice)
    choice.replaceChildren(...calendars.map((one) => new Option(labelOf(one, calendars), one.id, false, one.id === current.id)));
  get('calendar-rename').disabled = !current.canEdit;
  get('calendar-delete').disabled = current.isDefaultCalendar;
}

function labelOf({ name, canEdit, owner }, calendars) {
  const own = calendars.find(({ isDefaultCalendar }) => isDefaultCalendar).owner.address;
  const notes = [owner.address === own ? '' : `of ${owner.name}`, canEdit ? '' : 'read-only'].filter(Boolean);
  return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
}

export function addCalendar(dialog, save) {
  const { field, check, open } = createForm(dialog, { title: 'Add calendar', save });
  const name = field('name', 'Name', element('input'), 'wide');
  name.required = true;
  const owner = field('owner', 'Shared by (address; empty: own)', element('input'), 'wide');
  const isReadOnly = check('Can only be read');
  open(() => ({ name: name.value, canEdit: !isReadOnly.checked, ...(owner.value ? { owner: owner.value } : {}) }));
}

export function renameCalendar(dialog, calendar, save) {
  const { field, open } = createForm(dialog, { title: 'Rename calendar', save });
  const name = field('name', 'Name', element('input'), 'wide');
  name.required = true;
  name.value = calendar.name;
  open(() => ({ name: name.value }));
}

export function deleteCalendar(dialog, calendar, save) {
  const { form, open } = createForm(dialog, { title: 'Delete calendar', saveLabel: 'Delete', save });
  form.append(element('p', 'wide', `“${calendar.name}” and its events go from this mailbox.`));
  open(() => undefined);
}
