import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyFromMicrosoft, LONGEST_BODY } from '../../src/canonical/body-from-microsoft';
import { longestStep, timeRatio } from './effort';
import { earlierText } from '../../src/canonical/testing/earlier-converter';
import { textInSteps } from '../../src/canonical/html/text-from-html';

const text = (content: string): string => bodyFromMicrosoft({ contentType: 'html', content }).text;

const names = 'p div span b a ul ol li blockquote table tbody tr td th pre h1 section center o:p dl dd font article'.split(' ');
const rare = 'body head title style script svg math desc option'.split(' ');
const tag = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });
const piece = fc.oneof(
  { weight: 5, arbitrary: tag.map((name) => `<${name}>`) },
  { weight: 5, arbitrary: tag.map((name) => `</${name}>`) },
  { weight: 1, arbitrary: tag.map((name) => `<${name} class="a &gt; b" style='c' d=e>`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['<br>', '<br/>', '</br>', '<hr>', '<img src="x" alt="y">', '<circle/>', '<wbr>', '<ol start="98">', '<ol type="a">', '<ol type=i start=7>'],
      ...['<!-- c -->', '<!--[if !supportLists]-->', '<![endif]>', '<?xml:namespace prefix="o" />', '<![CDATA[x]]>', '<!doctype html>'],
    ),
  },
  { weight: 5, arbitrary: fc.constantFrom('x', 'y z', ' ', '\r\n', ' a', 'b ', '\t', '&nbsp;', '&amp;', '&lt;', '&#65;', '&#x1F600;', '&no;', '<', '&', 'ä', '\u200b', '😀') },
); // prettier-ignore
const html = fc.array(piece, { maxLength: 40, size: 'max' }).map((pieces) => pieces.join(''));

it('is what earlier releases made of the same HTML, whatever it is', () => {
  fc.assert(
    fc.property(html, (content) => {
      expect(text(content)).toBe(earlierText(content));
    }),
    { numRuns: 4_000 },
  );
});

describe('however the HTML is made', () => {
  const broken = fc.oneof(
    piece,
    fc.constantFrom('<', '<a ', '<!--', '<![CDATA[', '<style>', '<title>', '&', '&#', '\0', '\ud800', '\udc00', '\n', '<ol start=9007199254740991>', '"', "='"),
  ); // prettier-ignore
  const units = fc.array(broken, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
  const made = fc.record({ before: units, unit: units, nested: fc.nat(600) });
  const grown = ({ before, unit, nested }: { before: string; unit: string; nested: number }, length: number): string =>
    before.repeat(nested) + unit.repeat(Math.ceil(length / unit.length));

  it('the text is at most twice as long, and a thousand characters', () => {
    fc.assert(
      fc.property(made, fc.nat(20_000), (of, length) => {
        const content = grown(of, length);
        expect(text(content).length).toBeLessThanOrEqual(2 * content.length + 1_000);
      }),
      { numRuns: 300 },
    );
  });

  it('the time grows with its length, and no step is long', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(made, async (of) => {
        await turn();
        const read = (length: number) => () => textInSteps(grown({ ...of, nested: 0 }, length));
        expect(timeRatio(read(60_000), read(240_000), 10)).toBeLessThan(10);
        expect(longestStep(read(240_000), 50)).toBeLessThan(50);
      }),
      { numRuns: 25 },
    );
  });
});

describe('what was made to hold a server up', () => {
  const repeated =
    (unit: string, before = '') =>
    (length: number) =>
      before + unit.repeat(Math.ceil(length / unit.length));
  const shapes: [string, (length: number) => string][] = [
    ['lines in 490 quotations', repeated('x<br>', '<blockquote>'.repeat(490))],
    ['lines in 490 lists', repeated('x<br>', '<ol><li>'.repeat(490))],
    ['lists within lists', repeated('<ol><li>')],
    ['quotations within quotations', repeated('<blockquote><br>')],
    ['an endless list', repeated('<li>', '<ol>')],
    ['elements that close nothing', (length) => '<div>'.repeat(length / 11) + '</b>'.repeat(length / 11)],
    ['elements that one tag closes', (length) => `<div>${'<b>'.repeat(length / 3)}</div>`],
    ['tables within tables', repeated('<table><tr><td>')],
    ['blank lines', repeated('\n', '<pre>')],
    ['line breaks', repeated('<br>')],
    ['angles', repeated('<')],
    ['open tags', repeated('<a ')],
    ['open comments', repeated('<!--')],
    ['styles without an end', repeated('<style>')],
    ['attributes', repeated('a="b" ', '<ol ')],
    ['entities', repeated('&amp;')],
    ['half characters', repeated('\ud800')],
    ['paragraphs', repeated('<p>hello</p>\r\n')],
  ];
  it.each(shapes)('%s', { timeout: 60_000 }, (_, shape) => {
    const content = shape(400_000);
    expect(text(content).length).toBeLessThanOrEqual(2 * content.length + 1_000);
    const read = (length: number) => {
      const of = shape(length);
      return () => textInSteps(of);
    };
    expect(timeRatio(read(200_000), read(800_000), 10)).toBeLessThan(10);
    expect(longestStep(read(400_000), 50)).toBeLessThan(50);
  });
});

it('of HTML longer than four million characters the rest is not read, and it says so', () => {
  const body = bodyFromMicrosoft({ contentType: 'html', content: `<p>first</p>${' '.repeat(4_000_000)}<p>last</p>` });
  expect(body).toEqual({ text: 'first', isComplete: false });
});

it('quotations and lists are set off by up to fifty within each other', () => {
  expect(text(`${'<blockquote>'.repeat(3)}x`)).toBe('> > > x');
  expect(text(`${'<blockquote>'.repeat(60)}${'x'.repeat(9_000)}`)).toBe(`${'> '.repeat(50)}${'x'.repeat(9_000)}`);
  expect(text(`${'<blockquote>'.repeat(490)}${'x<br>'.repeat(LONGEST_BODY / 700)}`)).not.toContain('>');
});
