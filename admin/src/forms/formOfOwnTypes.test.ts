import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';

import english from '../translations/en.json';
import type { TextKey } from '../text/useText';
import { CHOICE_INPUT, ENGINE_FIELDS, formOfOwnTypes, GROUP_HEADING } from './formOfOwnTypes';

const words = {
  say: (key: TextKey) => english[key],
  helpOf: ({ field, help }: { field: string; help: ReactNode }) => `${field}: ${String(help)}`,
};
interface Given {
  name: string;
  type: string;
  label: string;
  hint?: ReactNode;
  attribute?: { maxLength?: number | undefined };
}
const field = (name: string, more: Partial<Given> = {}): Given => ({ name, type: 'string', label: name, ...more });
const metadatas = Object.fromEntries(['iCalUId', 'originalStart', 'isAllDay', 'excludedDates'].map((name) => [name, {}]));
const form = (...rows: Given[][]) => ({ layout: { layout: [rows], metadatas } });
const shown = (of: ReturnType<typeof form>) =>
  formOfOwnTypes(words)(of).layout.layout.map((panel) =>
    panel.flat().map(({ type, label }) => (type === GROUP_HEADING ? `# ${label}` : label)),
  );

describe('the form of an event', () => {
  it('has names, groups, and what the engine writes folded away', () => {
    expect(shown(form([field('subject')], [field('start'), field('end')], [field('owner')]))).toEqual([
      ['# What and when', 'Subject', 'Start', 'End'],
      ['# Whose and where', 'Owner'],
      ['From Microsoft 365'],
    ]);
  });

  it('offers choices in words, and says nothing of ten million characters', () => {
    const given = form([field('showAs', { type: 'enumeration' }), field('subject', { attribute: { maxLength: 10_000_000 } })]);
    const [showAs, subject] = formOfOwnTypes(words)(given).layout.layout[0]?.[0] ?? [];
    expect([showAs?.type, subject?.attribute]).toEqual([CHOICE_INPUT, { maxLength: undefined }]);
  });

  it('keeps the words that a host has chosen, and its order where it mixes the groups', () => {
    const given = form([field('owner', { label: 'Besitzerin', hint: 'ours' })], [field('subject')], [field('calendarName')]);
    expect(shown(given)).toEqual([['Besitzerin', 'Subject', 'Calendar'], ['From Microsoft 365']]);
    expect(formOfOwnTypes(words)(given).layout.layout[0]?.[0]?.[0]?.hint).toBe('owner: ours');
  });

  it('folds away only what the host does not show', () => {
    const folded = formOfOwnTypes(words)(form([field('attendees')])).layout.layout.flat(2);
    const fold = folded.find(({ type }) => type === ENGINE_FIELDS) as unknown as { names: string[] };
    expect(fold.names).toContain('organizer');
    expect(fold.names).not.toContain('attendees');
  });

  it('is left alone where it is of another type', () => {
    const other = { layout: { layout: [[[field('subject')]]], metadatas: { subject: {} } } };
    expect(formOfOwnTypes(words)(other)).toBe(other);
  });
});
