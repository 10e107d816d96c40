import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyForHost, bodyFromHost } from '.';
import { canonicalHtml } from './canonical-html';
import { safeHref } from './safe-href';
import { documents } from './testing/documents';
import { htmlOf } from './to-html';

const allowed = /<(?:\/?(?:p|strong|em|u|s|code|ul|ol|li|h[1-6]|blockquote|pre)|br|\/a|a href="(?:https?:\/\/|mailto:)[^"<>\s]*")>/g;
const isSafe = (html: string): boolean => !/[<>\u0000]/.test(html.replace(allowed, ''));

const scripts = [
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' \u0001javascript:alert(1)', 'java\tscript:alert(1)', 'java\nscript:alert(1)', '&#106;avascript:alert(1)', '&#x6A&#x61;vascript&colon;alert(1)',
  'javascript&#58;alert(1)', 'javascript\u0000:alert(1)', '\u00a0javascript:alert(1)', 'feed:javascript:alert(1)', 'vbscript:x', 'data:text/html;base64,PHN2Zz4=', 'data:text/html,<script>alert(1)</script>',
  'blob:https://x.test/1', 'file:///etc/passwd', 'about:blank', 'view-source:https://x.test', 'ms-word:ofe|u|https://x.test', '//x.test', '/x', '\\\\x.test\\share', 'http:x.test', 'https:/x.test', 'https://',
  'https://?a', 'mailto:', 'mailto:?subject=a', 'cid:1', 'tel:+49', '#top', '', '?a', 'x.test', 'https://[', 'https://x.test:99999',
]; // prettier-ignore

describe('addresses', () => {
  it.each(scripts)('%j is none, however it comes', (address) => {
    expect(safeHref(address)).toBeNull();
    for (const quote of ['"', "'"]) expect(canonicalHtml(`<a href=${quote}${address}${quote}>x</a>`)).toBe('<p>x</p>');
    expect(bodyFromHost('blocks', [{ type: 'paragraph', children: [{ type: 'link', url: address, children: [{ type: 'text', text: 'x' }] }] }])).toBe('<p>x</p>');
    for (const markdown of [`[x](<${address}>)`, `[x](${address})`, `[x][1]\n\n[1]: ${address}`, `<${address}>`, `![x](${address})`, `<a href="${address}">x</a>`])
      expect(bodyFromHost('markdown', markdown)).not.toContain('href');
  }); // prettier-ignore

  it.each([
    ['https://x.test', 'https://x.test'],
    ['HTTPS://X.test/A', 'https://X.test/A'],
    [' https://x.test/a b\n', 'https://x.test/a%20b'],
    ['https://x.test/"onclick=alert(1)', 'https://x.test/%22onclick=alert(1)'],
    ['https://x.test/<b>`\\', 'https://x.test/%3Cb%3E%60%5C'],
    ['mailto:ann@x.test?subject=a%20b', 'mailto:ann@x.test?subject=a%20b'],
    ['https://x.test/\u202egnp.exe', 'https://x.test/%E2%80%AEgnp.exe'],
    ['https://münchen.test/ä', 'https://münchen.test/ä'],
  ])('%j', (address, href) => expect(safeHref(address)).toBe(href));
});

describe('nothing but letters, formatting and addresses comes out', () => {
  it.each([
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<p style="background:url(javascript:alert(1))" onclick="alert(1)">a</p>',
    '<a href="https://x.test" onmouseover="alert(1)" target=_blank ping=//y.test>a</a>',
    '<base href="javascript:alert(1)//"><meta http-equiv=refresh content="0;url=javascript:alert(1)"><link rel=stylesheet href=//x.test>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><object data=x></object><embed src=x><video><source onerror=alert(1)></video>',
    '<textarea><img src=x onerror=alert(1)></textarea><xmp><script>alert(1)</script></xmp><template><script>x</script></template>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<!--><script>alert(1)</script>-->',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<a href="https://x.test/&quot;&gt;<script>alert(1)</script>">a</a>',
    '<input onfocus=alert(1) autofocus><select><option>x</select><button formaction=javascript:alert(1)>',
    '<p id=a name=b class=c data-d=e xlink:href=javascript:alert(1)>x',
  ])('%s', (hostile) => {
    const html = canonicalHtml(hostile);
    expect(isSafe(html)).toBe(true);
    expect(canonicalHtml(html)).toBe(html);
    expect(isSafe(bodyFromHost('markdown', hostile) ?? '')).toBe(true);
    expect(isSafe(bodyFromHost('markdown', `**${hostile}** [x](${hostile}) \`${hostile}\``) ?? '')).toBe(true);
    expect(isSafe(bodyFromHost('blocks', [{ type: 'paragraph', children: [{ type: 'text', text: hostile }] }]) ?? '')).toBe(true);
  });

  it('letters stay letters: in Markdown they are neither tags nor links', () => {
    const letters = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) <https://x.test> ![y](z) **b** &lt; `c`';
    const canonical = bodyFromHost('blocks', [{ type: 'paragraph', children: [{ type: 'text', text: letters }] }]) ?? '';
    expect(canonical).toBe(`<p>${letters.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</p>`);
    expect(bodyFromHost('markdown', bodyForHost('markdown', canonical))).toBe(canonical);
  });

  const piece = fc.oneof(
    fc.constantFrom(...'p div span b a ul ol li blockquote table tr td pre h1 style script svg math title textarea noscript template select option body head form'.split(' ').flatMap((name) => [`<${name}>`, `</${name}>`, `<${name} onclick=x style="font-weight:bold">`])),
    fc.constantFrom(...scripts).map((address) => `<a href="${address}">`),
    fc.constantFrom('<!--', '-->', '<![CDATA[', ']]>', '<', '>', '"', "'", '&lt;', '&#60;', '&', '`', '\n', '\n\n', '    ', 'x', '<br>', '<img onerror=x>', '&nbsp;', '* ', '**', '[', '](', ')', '> ', '\u0000', '\ud800', '<a href="https://x.test/a">', '<p class=MsoNormal>', '<p style="mso-list:l0 level3 lfo1">'),
  ); // prettier-ignore
  it('of whatever HTML and Markdown there is', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25, size: 'max' }), (pieces) => {
        const [html, ofMarkdown] = [canonicalHtml(pieces.join('')), bodyFromHost('markdown', pieces.join('')) ?? ''];
        expect(isSafe(html) && isSafe(ofMarkdown), html + ofMarkdown).toBe(true);
        for (const canonical of [html, ofMarkdown]) {
          expect(canonicalHtml(canonical)).toBe(canonical);
          expect(bodyFromHost('blocks', bodyForHost('blocks', canonical))).toBe(canonical);
          expect(bodyFromHost('markdown', bodyForHost('markdown', canonical))).toBe(canonical);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('of whatever JSON there is', () => {
    const blocks = fc.array(
      fc.oneof(
        fc.json({ maxDepth: 4 }).map((json): unknown => JSON.parse(json)),
        node(3),
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(blocks, (value) => isSafe(bodyFromHost('blocks', value) ?? '')),
      { numRuns: 1_000 },
    );
  });
});

function node(depth: number): fc.Arbitrary<unknown> {
  const letters = fc.record({ type: fc.constant('text'), text: fc.constantFrom('a', '<b>', '', ' ', '\n'), bold: fc.boolean() });
  if (depth === 0) return letters;
  const type = fc.constantFrom('paragraph', 'heading', 'list', 'list-item', 'quote', 'code', 'image', 'link', 'unknown', '__proto__', 5);
  return fc.record({ type, url: fc.constantFrom(...scripts, 'https://x.test'), level: fc.constantFrom(1, 6, '<b>', 7), format: fc.constantFrom('ordered', 'x'), children: fc.array(fc.oneof(letters, node(depth - 1)), { maxLength: 3 }) }, { requiredKeys: ['type'] }); // prettier-ignore
}

it('Strapi takes whatever blocks we write', async () => {
  const fromHere = createRequire(import.meta.url);
  const path = fromHere.resolve('@strapi/core').replace(/index\.js$/, 'services/entity-validator/blocks-validator.js');
  const { blocksValidator } = fromHere(path) as { blocksValidator: () => { validate(value: unknown, options: object): Promise<unknown> } };
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      const blocks = bodyForHost('blocks', htmlOf(document));
      if (blocks !== null) await blocksValidator().validate(blocks, { strict: true });
    }),
    { numRuns: 300 },
  );
  const [unsafe] = [{ type: 'paragraph', children: [{ type: 'link', url: 'javascript:alert(1)', children: [] }] }];
  await expect(blocksValidator().validate([unsafe], { strict: true })).rejects.toThrow('valid link');
});
