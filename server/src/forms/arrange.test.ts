import { describe, expect, it } from 'vitest';
import { arranged, type Configuration } from './arrange';
import { arrangements } from './arrangements';

const of = arrangements['plugin::microsoft-sync.calendar-event'];
if (!of) throw new Error('There is no arrangement of events.');
const asRows = (rows: typeof of.edit) => rows.map((row) => row.map(([name, size]) => ({ name, size })));
const untouched: Configuration = {
  settings: { mainField: 'subject', defaultSortBy: 'subject', defaultSortOrder: 'ASC' },
  layouts: { list: of.unchanged.list, edit: asRows(of.unchanged.edit) },
  metadatas: {
    subject: { edit: { label: 'subject', editable: true }, list: {} },
    attendees: { edit: { label: 'attendees', editable: true }, list: {} },
  },
};

describe('forms and lists', () => {
  it('that nobody has changed are arranged for people', () => {
    expect(arranged(untouched, of)).toEqual({
      settings: { mainField: 'subject', defaultSortBy: 'start', defaultSortOrder: 'ASC' },
      layouts: { list: ['subject', 'start', 'owner', 'calendarName'], edit: asRows(of.edit) },
      metadatas: { ...untouched.metadatas, attendees: { edit: { label: 'attendees', editable: false }, list: {} } },
    });
    expect(arranged(arranged(untouched, of), of)).toEqual(arranged(untouched, of));
  });

  it.each<[what: string, change: (of: Configuration) => Configuration, kept: 'settings' | 'list' | 'edit']>([
    ['columns', (one) => ({ ...one, layouts: { ...one.layouts, list: ['subject'] } }), 'list'],
    ['the order of rows', (one) => ({ ...one, layouts: { ...one.layouts, edit: [...one.layouts.edit].reverse() } }), 'edit'],
    [
      'the width of a field',
      (one) => ({ ...one, layouts: { ...one.layouts, edit: [[{ name: 'subject', size: 12 }], ...one.layouts.edit] } }),
      'edit',
    ],
    ['the sorting', (one) => ({ ...one, settings: { ...one.settings, defaultSortOrder: 'DESC' } }), 'settings'],
  ])('of which somebody has changed %s stay so, and the rest is arranged', (_, change, kept) => {
    const before = change(untouched);
    const after = arranged(before, of);
    const parts = ({ settings, layouts: { list, edit } }: Configuration) => ({ settings, list, edit });
    expect(parts(after)).toEqual({ ...parts(arranged(untouched, of)), [kept]: parts(before)[kept] });
  });

  it('name each field that people write once, and none of the engine', () => {
    for (const one of Object.values(arrangements)) {
      const names = one.edit.flatMap((row) => row.map(([name]) => name));
      expect([...names, ...one.ofEngine].sort()).toEqual(one.unchanged.edit.flatMap((row) => row.map(([name]) => name)).sort());
      for (const row of one.edit) expect(row.reduce((sum, [, size]) => sum + size, 0)).toBeLessThanOrEqual(12);
    }
  });
});
