import { expect, it } from 'vitest';
import { goThrough } from './go';
import { sections } from './sections';

/** How much of it `npm test` goes through: every so many-th of each section. `npm run prove` leaves nothing out. */
const partOf = (name: string): number => (name.startsWith('situations') ? 1_999 : / that /.test(name) ? 101 : 499);

it.each(sections.map((section) => ({ name: section.name, section })))(
  '$name: nothing in it breaks what is promised',
  async ({ name, section }) => {
    const { count, failures } = await goThrough(section, { share: 7, of: partOf(name) });
    expect(failures).toEqual([]);
    expect(count).toBeGreaterThan(0);
  },
  120_000,
);
