import { element } from './calendar.js';

/**
 * A form in the page's dialog. Gives `field(name, label, input, className)` and `check(label, className)`, which add to it, and
 * `open(read)`, which shows it. `save(values)`, `remove()` and the actions of `more` ([label, action]) throw with a message for people.
 */
export function createForm(dialog, { title, save, remove, removeLabel = 'Delete', saveLabel = 'Save', more = [] }) {
  const form = element('form');
  form.method = 'dialog';
  const problem = element('p', 'error');
  problem.setAttribute('role', 'alert');
  const attempt = async (action) => {
    try {
      await action();
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  const button = (label, className, onClick) => {
    const made = element('button', className, label);
    if (onClick) {
      made.type = 'button';
      made.addEventListener('click', onClick);
    }
    return made;
  };
  return {
    form,
    field(name, label, input, className = '') {
      const wrapped = element('label', className, label);
      input.name = name;
      wrapped.append(input);
      form.append(wrapped);
      return input;
    },
    check(label, className = 'wide') {
      const input = element('input');
      input.type = 'checkbox';
      const wrapped = element('label', `check ${className}`);
      wrapped.append(input, label);
      form.append(wrapped);
      return input;
    },
    open(read) {
      const buttons = element('div', 'buttons');
      if (remove) buttons.append(button(removeLabel, 'danger', () => attempt(remove)));
      for (const [label, action] of more) buttons.append(button(label, '', () => attempt(action)));
      buttons.append(
        button('Cancel', '', () => dialog.close()),
        button(saveLabel, 'primary'),
      );
      form.append(problem, buttons);
      form.addEventListener('submit', (submitted) => {
        submitted.preventDefault();
        attempt(() => save(read()));
      });
      const heading = element('h2', '', title);
      heading.id = 'dialog-title';
      dialog.replaceChildren(heading, form);
      dialog.showModal();
      form.querySelector('input, select, textarea')?.focus();
    },
  };
}

/** A select of values that are their own labels, or of [value, label] pairs. */
export function select(values, chosen) {
  const made = element('select');
  for (const one of values) {
    const [value, label] = Array.isArray(one) ? one : [one, one];
    made.append(new Option(label, value, false, value === chosen));
  }
  return made;
}

/** A simple rule that begins on a day. */
export function recurrence(type, startDate) {
  const day = new Date(`${startDate}T00:00:00Z`);
  const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const more = {
    daily: {},
    weekly: { daysOfWeek: [weekdays[day.getUTCDay()]], firstDayOfWeek: 'monday' },
    absoluteMonthly: { dayOfMonth: day.getUTCDate() },
  }[type];
  return { pattern: { type, interval: 1, ...more }, range: { type: 'noEnd', startDate } };
}

export const rules = [
  ['', 'Does not repeat'],
  ['daily', 'Every day'],
  ['weekly', 'Every week'],
  ['absoluteMonthly', 'Every month'],
];
