import { describe, expect, it } from 'vitest';
import { bodyForHost, bodyFromHost } from '../../src/canonical/rich';
import { itemBodyInSteps } from '../../src/canonical/body-from-microsoft';
import { canonicalHtml, canonicalHtmlInSteps } from '../../src/canonical/rich/canonical-html';
import { longestStep, timeRatio } from './effort';

const LENGTH = 2_000_000;
const filled = (unit: string, before = ''): string => before + unit.repeat(Math.ceil(LENGTH / unit.length));

describe('no HTML hangs, or grows beyond what its signs take as names', () => {
  it.each([
    ['open elements', filled('<div>')],
    ['open lists', filled('<ul><li>x')],
    ['open formatting', filled('<b>x')],
    ['open quotes', filled('<blockquote>x')],
    ['open angles', filled('<')],
    ['open tags', filled('<a ')],
    ['open comments', filled('<!--')],
    ['lines', filled('a<br>')],
    ['blanks', filled('&nbsp;')],
    ['one style', filled('a;', '<p style="')],
    ['styles', filled('<span style="font-weight:bold">a</span>b')],
    ['a long address around many paragraphs', filled('<p>x', `<a href="https://x.test/${'a'.repeat(7_000)}">`)],
    ['formatting around many paragraphs', filled('<p>x', '<b><i><u><s><code>')],
    ['Outlook’s lists', filled('<p style="mso-list:l0 level9 lfo1">x')],
  ])('%s', { timeout: 60_000 }, (_, html) => {
    const canonical = canonicalHtml(html);
    expect(canonical.length).toBeLessThan(5 * html.length + 1_000);
  });
});

describe('the address of a link takes time in proportion to its length', () => {
  const LONGEST = 7_980;
  const link = (inside: string, length: number, before = 'x') =>
    `<a href="${before}${inside.repeat(Math.floor(length / inside.length))}y">z</a>`;
  const links = (inside: string, before: string | undefined, length: number, all = 400_000) =>
    link(inside, length, before).repeat(Math.ceil(all / length));

  it.each([
    ['blanks', ' '],
    ['blanks at its beginning', ' ', ''],
    ['blanks within the address of a page', ' ', 'https://x.test/a'],
    ['blanks of Outlook', '\u00a0', 'https://x.test/a'],
    ['tabs', '\t'],
    ['line ends', '\r\n', 'https://x.test/a'],
    ['control characters', '\u0001', 'https://x.test/a'],
    ['entities', '&#32;'],
    ['half characters', '\ud800', 'https://x.test/a'],
    ['what is written in another way', '{', 'https://x.test/a'],
    ['slashes', '/', 'https:/'],
    ['dots', '../', 'https://x.test/a'],
    ['letters', 'a', 'https://x.test/a'],
    ['question marks', '?', 'mailto:'],
    ['at signs', '@', 'mailto:a'],
  ])('%s', { timeout: 60_000 }, (_, inside, before?: string) => {
    const read = (length: number) => {
      const html = links(inside, before, length);
      return () => canonicalHtmlInSteps(html, Infinity);
    };
    expect(timeRatio(read(LONGEST / 16), read(LONGEST), 4)).toBeLessThan(4);
    const content = links(inside, before, LONGEST);
    expect(longestStep(() => itemBodyInSteps({ contentType: 'html', content }), 50)).toBeLessThan(50);
  });
});

describe('no depth overflows', () => {
  const nest = (wrap: (inner: object) => object, depth = 100_000): object => {
    let node: object = { type: 'text', text: 'x' };
    for (let level = 0; level < depth; level += 1) node = wrap(node);
    return node;
  };
  it.each([
    ['lists', nest((inner) => ({ type: 'list', format: 'ordered', children: [inner] }))],
    ['links', nest((inner) => ({ type: 'link', url: 'https://x.test', children: [inner] }))],
    ['what is unknown', nest((inner) => ({ type: 'x', children: [inner] }))],
  ])('%s in blocks', (_, deep) => expect(bodyFromHost('blocks', [deep])).toContain('x'));

  it.each(['> ', '- ', '1. ', '[', '*', '<b>', '  - x\n', '`', '~~a'])('%j in Markdown', { timeout: 60_000 }, (sign) => {
    expect(typeof bodyFromHost('markdown', `${sign.repeat(100_000)}x`)).toBe('string');
  });
});

it('many links to one long address in Markdown do not make it longer than twice as long', () => {
  const markdown = `${'[a] '.repeat(50_000)}\n\n[a]: https://x.test/${'b'.repeat(7_000)}`;
  expect(bodyFromHost('markdown', markdown)?.length).toBeLessThan(4 * markdown.length);
});

it('a long body goes to Markdown and back', { timeout: 60_000 }, () => {
  const canonical = canonicalHtml('<p>some <b>bold</b> word & a_b</p><ul><li>x *y*</ul>'.repeat(4_000));
  expect(bodyFromHost('markdown', bodyForHost('markdown', canonical))).toBe(canonical);
});
