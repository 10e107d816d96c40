import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalHtml } from './canonical-html';

const blank = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>';

describe('HTML as it comes', () => {
  it.each([
    ['paragraphs of Outlook are lines, and an empty one parts two', `<html><head><style>p.MsoNormal {margin:0cm}</style></head><body><div class="WordSection1"><p class="MsoNormal">one</p><p class="x_MsoNormal">two</p>${blank}<p class="MsoNormal">three<o:p></o:p></p></div></body></html>`, '<p>one<br>two</p><p>three</p>'],
    ['of several empty ones, one parts', `<p class="MsoNormal">one</p>${blank}${blank}<p class="MsoNormal">two</p>`, '<p>one</p><p><br></p><p>two</p>'],
    ['lines of Outlook on the web', '<div class="elementToProof" style="font-size:12pt">one</div><div><br></div><div>two</div><div style="margin:0">three</div>', '<p>one</p><p>two<br>three</p>'],
    ['what Exchange makes of text', '<html><head>\r\n<meta name="Generator" content="Microsoft Exchange Server">\r\n<!-- converted from text -->\r\n<style><!-- .EmailQuote { margin-left: 1pt; } --></style></head>\r\n<body>\r\n<font size="2"><span style="font-size:11pt;"><div class="PlainText">one<br>\r\ntwo<br>\r\n<br>\r\n&nbsp;&nbsp;three &lt;b&gt;</div></span></font>\r\n</body>\r\n</html>', '<p>one<br>two</p><p>&nbsp;&nbsp;three &lt;b&gt;</p>'],
    ['spans within spans', '<p><span style="font-family:Arial"><span style="font-weight:700">a<span style="font-style:italic; TEXT-DECORATION: underline line-through">b</span></span><b style="font-weight:normal">c</b></span></p>', '<p><strong>a<em><u><s>b</s></u></em></strong>c</p>'],
    ['links of Outlook', '<p><a href="https://x.test/?a=1&amp;b=2"><span style="color:#0563C1;text-decoration:underline"><u>the page</u></span></a></p>', '<p><a href="https://x.test/?a=1&amp;b=2">the page</a></p>'],
    ['lists of Outlook in lists, not in entries', '<ul style="margin-top:0cm" type="disc"><li class="MsoListParagraph" style="mso-list:l0 level1 lfo1">a</li><ul type="circle"><li>b</li></ul><li>c</li></ul>', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
    ['lists of Outlook on the web', '<ul><li style="list-style-type:disc"><div>a</div></li><li style="display:block"><ol><li><p>b</p></li></ol></li></ul>', '<ul><li>a<ol><li>b</li></ol></li></ul>'],
    ['lists of Word', '<p class="MsoListParagraph" style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">1.<span style="font:7.0pt">&nbsp;&nbsp; </span></span><![endif]>One</p><p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>Two</p><p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">2.</span>Three</p>', '<ol><li>One<ul><li>Two</li></ul></li><li>Three</li></ol>'],
    ['entries of several paragraphs', '<ol><li><p>a</p><p>b</p></li><li>c<ul><li>d</li></ul>e</li></ol>', '<ol><li>a<br>b</li><li>c<ul><li>d</li></ul></li><li>e</li></ol>'],
    ['lists that begin deep', '<ul><ul><ul><li>a</li></ul></ul><li>b</li></ul>', '<ul><li>a</li></ul><ul><li>b</li></ul>'],
    ['entries without a list', '<li>a<li>b', '<ul><li>a</li><li>b</li></ul>'],
    ['headings and quotes', '<h2 style="margin:0"><b>A</b><br>b</h2><blockquote><div>c</div><p>d</p><h3>e</h3></blockquote><blockquote>f</blockquote>', '<h2><strong>A</strong><br>b</h2><blockquote>c<br>d</blockquote><h3>e</h3><blockquote>f</blockquote>'],
    ['code', '<pre>\n  a\r\n\tb &lt;\n\n</pre><p><tt>c</tt> <samp>d</samp></p>', '<pre>  a\n\tb &lt;</pre><p><code>c</code> <code>d</code></p>'],
    ['tables are lines', '<table><tr><td>a</td><td><b>b</b></td></tr><tr><th>c</th><td>d</td></tr></table>', '<p>a <strong>b</strong><br>c d</p>'],
    ['pictures, rules and what does not show go', '<p>a<img src="cid:1" alt="x"></p><hr><p style="display:none">b</p><span style="mso-hide:all">c</span><!--[if mso]><p>d</p><![endif]--><title>e</title><p>f</p>', '<p>a</p><p>f</p>'],
    ['blanks', '<p> a  <b> b</b>&nbsp; c\u00a0</p>', '<p>a <strong>b</strong> &nbsp;c</p>'],
    ['empty lines around it', '<div><br></div><p>&nbsp;</p><p>a</p><p></p><div><br></div>', '<p>a</p>'],
    ['nothing', '<html><head></head><body>\r\n<div><br></div>\r\n</body></html>', ''],
    ['elements that cross', '<b>a<p>b</b>c<i>d</p>e', '<p><strong>a</strong></p><p><strong>b</strong></p><p>c<em>d<br>e</em></p>'],
    ['signs that no side can hold', '<p>a\u0000b\u0007c\ud800d&#0;&#11;e</p>', '<p>abc\ufffdd\ufffd e</p>'],
  ])('%s', (_, html, canonical) => {
    expect(canonicalHtml(html)).toBe(canonical);
    expect(canonicalHtml(canonical)).toBe(canonical);
  });
}); // prettier-ignore

describe('the recorded answers', () => {
  const folders = ['../shared/graph/recorded', '../shared/graph/ms-samples'];
  const isThere = folders.every((folder) => existsSync(folder));
  it.skipIf(!isThere)(`are read once and for all (needs ${folders.join(', ')})`, () => {
    const bodies = folders.flatMap((folder) => readdirSync(folder).flatMap((name) => (name.endsWith('.json') ? htmlIn(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))) : [])));
    expect(new Set(bodies).size).toBeGreaterThan(20);
    for (const body of bodies) {
      const canonical = canonicalHtml(body);
      expect(canonicalHtml(canonical)).toBe(canonical);
      expect(canonical).not.toMatch(/mso|style|class|<(?!\/?(?:p|br|strong|em|u|s|code|a|ul|ol|li|h[1-6]|blockquote|pre)[ >])/);
    }
  });
}); // prettier-ignore

function htmlIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { contentType, content } = value as Record<string, unknown>;
  const own = typeof content === 'string' && String(contentType).toLowerCase() === 'html' ? [content] : [];
  return [...own, ...Object.values(value).flatMap(htmlIn)];
}
