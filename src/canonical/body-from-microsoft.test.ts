import { describe, expect, it } from 'vitest';
import { bodyFromMicrosoft, LONGEST_BODY } from './body-from-microsoft';

const html = (content: string): string => bodyFromMicrosoft({ contentType: 'html', content }).text;

it.each([
  ['what Exchange makes of text', '<html><head>\r\n<meta name="Generator" content="Microsoft Exchange Server">\r\n<!-- converted from text -->\r\n<style><!-- .EmailQuote { margin-left: 1pt; } --></style></head>\r\n<body>\r\n<font size="2"><span style="font-size:11pt;"><div class="PlainText">one<br>\r\ntwo<br>\r\n<br>\r\n&nbsp;&nbsp;three &lt;b&gt;</div></span></font>\r\n</body>\r\n</html>', 'one\ntwo\n\n  three <b>'],
  ['paragraphs of Outlook', '<html><head><style>p.MsoNormal {margin:0cm}</style></head><body><div class="WordSection1"><p class="MsoNormal">one</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">two</p></div></body></html>', 'one\n\ntwo'],
  ['links keep their text only', '<p>See <a href="https://x.test/very/long">the page</a> <img src="cid:1" alt="logo"></p>', 'See the page'],
  ['rows of a table are lines', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>', 'a b\nc d'],
  ['headings keep their case', '<h1>Agenda</h1><p>one</p>', 'Agenda\none'],
  ['nothing', '', ''],
])('%s', (_, content, text) => expect(html(content)).toBe(text)); // prettier-ignore

it('a text body is taken as it is, but for line ends and outer blank lines', () => {
  expect(bodyFromMicrosoft({ contentType: 'text', content: '\r\n  a <b>\u00a0 \r\nb\r\r\n\r\n' }).text).toBe('  a <b>\nb');
});

describe('no body hangs', () => {
  it.each([
    ['5 MB of paragraphs', '<p>hello</p>\r\n'.repeat(360_000)],
    ['open elements', '<div>'.repeat(200_000)],
    ['open angles', '<'.repeat(5_000_000)],
    ['open tags', '<a '.repeat(1_700_000)],
    ['open comments', '<!--'.repeat(1_200_000)],
    ['styles without an end', '<style>'.repeat(700_000)],
    ['blank lines', '\n'.repeat(5_000_000)],
  ])('%s', { timeout: 10_000 }, (_, content) => {
    expect(typeof html(content)).toBe('string');
  });

  it('what is longer than ours may be is cut, and says so', () => {
    const body = bodyFromMicrosoft({ contentType: 'text', content: 'x'.repeat(5_000_000) });
    expect(body).toMatchObject({ isComplete: false });
    expect(body.text.length).toBe(LONGEST_BODY);
  });
});
