/** What earlier releases made of HTML. Bodies that they have read are stored, so that any other text would look like an edit in Microsoft. */
import { compile } from 'html-to-text';
import { canonicalText } from '../text';

const convert = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'hr', format: 'skip' },
    ...['p', 'ul', 'ol', 'pre', 'table'].map((selector) => ({ selector, options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } })),
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { suffix: ' ' } })),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
      selector,
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1, uppercase: false },
    })),
  ],
});

export const earlierText = (html: string): string => canonicalText(convert(html));
