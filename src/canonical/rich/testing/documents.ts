/** Documents of every shape, for tests. */
import fc from 'fast-check';
import { storable } from '../../text';
import { type Block, type Run, type Style } from '../document';
import { runsOf } from '../lines';
import { safeHref } from '../safe-href';
import { type Draft, type List, settled } from '../settled';

const words = fc.constantFrom(
  'word',
  'two words',
  'Grüße',
  '你好',
  '👩‍💻',
  'x',
  '2026',
  'snake_case',
  'a*b',
  '1.',
  '- a',
  '# b',
  'a  b',
  'Mr. X',
  'a\u200bb',
  '\u2003em',
);
const signs = fc.constantFrom(
  ' ',
  '  ',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '[',
  ']',
  '](',
  '(',
  ')',
  '<',
  '>',
  '<b>',
  '<!--',
  '&',
  '&amp;',
  '&nbsp;',
  '\\',
  '#',
  '-',
  '+',
  '=',
  '---',
  '|',
  ':',
  '!',
  '1)',
  '1. ',
  'https://x.test',
  '^',
  '\t',
  '"',
  "'",
  '/',
  '.',
);
const letters = fc.oneof(
  { weight: 3, arbitrary: words },
  { weight: 2, arbitrary: signs },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
);
const often = fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.boolean() });
const hrefs = [
  'https://x.test/a_b*c?d=1&copy=2#e',
  'http://x.test/(a)',
  'mailto:ann@x.test',
  'https://x.test/%20ä',
  'https://x.test/a(b',
].map(safeHref);
const style: fc.Arbitrary<Style> = fc.record({ bold: often, italic: often, underline: often, strikethrough: often, code: often, href: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...hrefs) }) }); // prettier-ignore
const run: fc.Arbitrary<Run> = fc.record({ text: letters.map((text) => storable(text).replace(/[\t\n\r]/g, ' ')), style });
const line = fc.array(run, { maxLength: 4 });
const runs = fc.array(line, { minLength: 1, maxLength: 3 }).map(runsOf);

const draft = (lists: readonly List[]): fc.Arbitrary<Draft> =>
  fc.oneof(
    fc.record({ kind: fc.constantFrom('paragraph' as const, 'quote' as const), runs }),
    fc.record({ kind: fc.constant('heading' as const), level: fc.integer({ min: 1, max: 6 }), runs }),
    fc.record({ kind: fc.constant('code' as const), text: fc.array(letters, { maxLength: 4 }).map((parts) => storable(parts.join('\n'))) }),
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('item' as const), list: fc.constantFrom(...lists), runs }) },
  );
const lists = fc.array(fc.record({ depth: fc.integer({ min: 1, max: 4 }), isOrdered: fc.boolean() }), { minLength: 4, maxLength: 6 });

export const documents: fc.Arbitrary<readonly Block[]> = lists.chain((known) => fc.array(draft(known), { maxLength: 6 }).map(settled));
