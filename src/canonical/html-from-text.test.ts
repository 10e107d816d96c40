import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bodyFromMicrosoft } from './body-from-microsoft';
import { withHtmlBody } from './html-from-text';
import { canonicalText } from './text';

const sent = (text: string): string => {
  const { body } = withHtmlBody({ title: 'A', body: { contentType: 'text', content: text } }) as { body: { content: string } };
  return body.content;
};
const asAnswered = (content: string): string[] => [
  content,
  `<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>\r\n<body>\r\n${content}\r\n</body>\r\n</html>\r\n`,
];

describe('a text that goes as HTML comes back as it was', () => {
  const check = (text: string) => {
    const content = sent(canonicalText(text));
    for (const html of asAnswered(content))
      expect(bodyFromMicrosoft({ contentType: 'html', content: html }).text).toBe(canonicalText(text));
  };
  it.each([
    'one line',
    '',
    'two\nlines\n\n\nand gaps',
    '  indented\n    more\nback',
    'blanks   side  by side',
    'a < b && c > d, "quoted" <br> &nbsp; &amp;amp; <script>x</script>',
    'a\ttab\n\tand another',
    '- one\n- two\n* three\n1. four',
    'https://example.com/?a=1&b=2',
    'Grüße, 你好, 👩‍💻',
    'zero\u200bwidth',
    'line\u2028separator',
  ])('%j', check);

  it('property', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(' ', '  ', '\n', '\n ', '\t', '<', '>', '&', '&lt;', '<p>', '</p>', '<!--', '\u00a0', '"'),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
        check,
      ),
      { numRuns: 3000 },
    );
  });
});

it.each([
  ['another field', { title: 'A' }],
  ['HTML already', { body: { contentType: 'html', content: '<p>A</p>' } }],
  ['nothing', undefined],
])('a request that writes %s stays as it is', (_, request) => expect(withHtmlBody(request)).toBeNull());
