import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyForHost, bodyFromHost, type RichFormat } from '.';
import { documents } from './testing/documents';
import { htmlOf } from './to-html';

const formats = ['html', 'markdown', 'blocks'] as const;

describe.each(formats)('%s', (format) => {
  it('holds whatever the canonical form can say', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const canonical = htmlOf(document);
        expect(bodyFromHost(format, bodyForHost(format, canonical))).toBe(canonical);
      }),
      { numRuns: 1_500 },
    );
  });

  it('an empty body is empty', () => {
    const held = bodyForHost(format, '');
    expect(held).toBe(format === 'blocks' ? null : '');
    expect([held, null, undefined, ''].map((value) => bodyFromHost(format, value))).toEqual(['', '', '', '']);
  });

  it('lists are as deep as twenty', () => {
    const canonical = `${'<ul><li>x'.repeat(20)}${'</li></ul>'.repeat(20)}`;
    expect(bodyFromHost(format, bodyForHost(format, canonical))).toBe(canonical);
  });
});

const text = (letters: string, marks: object = {}) => ({ type: 'text', text: letters, ...marks });
const paragraph = (...children: object[]) => ({ type: 'paragraph', children });
const entry = (...children: object[]) => ({ type: 'list-item', children });

describe('what people write in Strapi’s editor of blocks comes back as it was', () => {
  it.each([
    ['words and line breaks', [paragraph(text('Hello, world.\nSecond line'))], '<p>Hello, world.<br>Second line</p>'],
    [
      'every mark',
      [
        paragraph(
          text('a '), text('b', { bold: true }), text(' c ', { italic: true }), text('d', { underline: true }), text('e', { strikethrough: true }),
          text('f', { code: true }), text('g', { bold: true, italic: true }),
        ),
      ],
      '<p>a <strong>b</strong><em> c </em><u>d</u><s>e</s><code>f</code><strong><em>g</em></strong></p>',
    ],
    [
      'links',
      [
        paragraph(
          text(''), { type: 'link', url: 'https://x.test/?a=1&b=2', children: [text('see '), text('this', { bold: true })] }, text(''),
          { type: 'link', url: 'mailto:ann@x.test', children: [text('Ann')] }, text('.'),
        ),
      ],
      '<p><a href="https://x.test/?a=1&amp;b=2">see <strong>this</strong></a><a href="mailto:ann@x.test">Ann</a>.</p>',
    ],
    ['headings', [1, 2, 3, 4, 5, 6].map((level) => ({ type: 'heading', level, children: [text('T')] })), '<h1>T</h1><h2>T</h2><h3>T</h3><h4>T</h4><h5>T</h5><h6>T</h6>'],
    ['quotes', [{ type: 'quote', children: [text('One\ntwo')] }, { type: 'quote', children: [text('three')] }], '<blockquote>One<br>two</blockquote><blockquote>three</blockquote>'],
    ['code', [{ type: 'code', language: 'plaintext', children: [text('if (a < b) {\n\treturn  1;\n\n}')] }], '<pre>if (a &lt; b) {\n\treturn  1;\n\n}</pre>'],
    [
      'lists within lists',
      [
        {
          type: 'list',
          format: 'ordered',
          children: [
            entry(text('one')),
            { type: 'list', format: 'unordered', indentLevel: 1, children: [entry(text('a')), entry(text('b', { bold: true }))] },
            entry(text('two')),
          ],
        },
      ],
      '<ol><li>one<ul><li>a</li><li><strong>b</strong></li></ul></li><li>two</li></ol>',
    ],
    ['lists below each other', [{ type: 'list', format: 'unordered', children: [entry(text('a'))] }, { type: 'list', format: 'unordered', children: [entry(text('b')), entry(text(''))] }], '<ul><li>a</li></ul><ul><li>b</li><li></li></ul>'],
    ['empty lines', [paragraph(text('a')), paragraph(text('')), paragraph(text('')), paragraph(text('b'))], '<p>a</p><p><br></p><p><br></p><p>b</p>'],
    ['blanks side by side', [paragraph(text('  a  b')), paragraph(text('a\n\nb\n'))], '<p>&nbsp;&nbsp;a &nbsp;b</p><p>a<br><br>b<br><br></p>'],
  ])('%s', (_, blocks, canonical) => {
    expect(bodyFromHost('blocks', blocks)).toBe(canonical);
    expect(bodyForHost('blocks', canonical)).toEqual(blocks);
    expect(bodyFromHost('blocks', JSON.stringify(blocks))).toBe(canonical); // as raw rows hold it
  });
}); // prettier-ignore

describe('what the buttons of Strapi’s Markdown editor write comes back as it was', () => {
  it.each([
    ['words', 'Hello, world. It costs 3.5 * 2 & more: a_b, [x], 1 < 2!', '<p>Hello, world. It costs 3.5 * 2 &amp; more: a_b, [x], 1 &lt; 2!</p>'],
    ['line breaks', 'one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
    ['every mark', 'a **b** _c_ <u>d</u> ~~e~~ `f`', '<p>a <strong>b</strong> <em>c</em> <u>d</u> <s>e</s> <code>f</code></p>'],
    ['links', 'See [this _page_](https://x.test/?a=1&b=2).', '<p>See <a href="https://x.test/?a=1&amp;b=2">this <em>page</em></a>.</p>'],
    ['headings', '# A\n\n###### F', '<h1>A</h1><h6>F</h6>'],
    ['quotes', '>one\n>two', '<blockquote>one<br>two</blockquote>'],
    ['code', '```\nif (a < b)\n\n  *c*\n```', '<pre>if (a &lt; b)\n\n  *c*</pre>'],
    ['lists', '- a\n- b\n  1. c\n  2. d\n- e', '<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li><li>e</li></ul>'],
    ['long lists', '1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g\n8. h\n9. i\n10. j\n    - k', '<ol><li>a</li><li>b</li><li>c</li><li>d</li><li>e</li><li>f</li><li>g</li><li>h</li><li>i</li><li>j<ul><li>k</li></ul></li></ol>'],
    ['addresses', 'https://x.test/a_b_c and ann@x.test', '<p>https://x.test/a_b_c and ann@x.test</p>'],
  ])('%s', (_, markdown, canonical) => {
    expect(bodyFromHost('markdown', markdown)).toBe(canonical);
    expect(bodyForHost('markdown', canonical)).toBe(markdown);
  }); // prettier-ignore

  it.each([
    ['other signs for the same', '* a\n* b\n\n__c__ *d*\n\nTitle\n=====', '<ul><li>a</li><li>b</li></ul><p><strong>c</strong> <em>d</em></p><h1>Title</h1>'],
    ['HTML', '<div>one</div>\n<table><tr><td>a</td><td>b</td></tr></table>', '<p>one</p><p>a b</p>'],
    ['references', 'See [this].\n\n[this]: https://x.test', '<p>See <a href="https://x.test">this</a>.</p>'],
    ['addresses between angles', '<https://x.test/ä>', '<p><a href="https://x.test/ä">https://x.test/ä</a></p>'],
    ['pictures go', 'a ![b](https://x.test/c.png) d', '<p>a d</p>'],
    ['tables are lines', '| a | b |\n|---|---|\n| c | d |', '<p>a b<br>c d</p>'],
  ])('%s', (_, markdown, canonical) => expect(bodyFromHost('markdown', markdown)).toBe(canonical)); // prettier-ignore
});

it('of unknown blocks the letters stay, pictures go, and a link within the site is none', () => {
  const blocks = [
    { type: 'callout', children: [text('a'), { type: 'mention', children: [text('b', { bold: 'yes', color: 'red' })] }] },
    { type: 'image', image: { url: 'https://x.test/a.png', caption: 'c' }, children: [text('')] },
    { type: 'paragraph', children: [{ type: 'link', url: '/about', children: [text('us')] }, null, 7, { type: 'text', text: 5 }] },
    { type: 'heading', level: 9, children: [text('h')] },
    { type: 'list', children: 'none' },
    null,
    'text',
    { type: 'list-item', children: [text('stray')] },
  ];
  expect(bodyFromHost('blocks', blocks)).toBe('<p>ab</p><p>us</p><h6>h</h6><p>stray</p>');
});

it.each<[RichFormat, unknown]>([
  ['html', 5],
  ['markdown', []],
  ['blocks', {}],
  ['blocks', 'no JSON'],
])('what %s cannot be is told: %j', (format, value) => expect(bodyFromHost(format, value)).toBeUndefined());
