/** The text of an HTML body as a reader sees it: lines stay lines, links lose their addresses, pictures and styles go. */
import { compile } from 'html-to-text';
import { canonicalText } from './text';

/** Never throws, and ends soon whatever it is given. */
export function textFromHtml(html: string): string {
  if (html.length > LONGEST_PARSED || nestsDeeply(html)) return canonicalText(stripTags(html));
  try {
    return canonicalText(convert(html));
  } catch {
    return canonicalText(stripTags(html));
  }
}

/** The converter takes about a second for a million characters, and a call of its own for every open element. */
const LONGEST_PARSED = 1_000_000;
const DEEPEST_PARSED = 500;

const convert = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'hr', format: 'skip' },
    // Outlook writes every line as a paragraph or a div without space around it; blank lines are paragraphs of their own.
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'ul', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'ol', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'pre', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'table', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['td', 'th'].map((selector) => ({ selector, format: 'inlineSurround', options: { suffix: ' ' } })),
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
      selector,
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1, uppercase: false },
    })),
  ],
});

/** Linear in the length: no pattern here looks twice at a character it has refused. */
function stripTags(html: string): string {
  return withoutElements(withoutElements(html, 'style'), 'script')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^<>]*>/gi, '\n')
    .replace(/<[a-z!/][^<>]*>/gi, '')
    .replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
}

const entities: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function withoutElements(html: string, name: string): string {
  const lower = html.toLowerCase();
  const kept: string[] = [];
  let from = 0;
  for (;;) {
    const open = lower.indexOf(`<${name}`, from);
    const close = open < 0 ? -1 : lower.indexOf(`</${name}`, open);
    if (close < 0) return kept.join('') + html.slice(from);
    kept.push(html.slice(from, open));
    from = close;
  }
}

/** Counts open minus closed tags, void ones not: an estimate from above is enough to keep the converter's stack safe. */
function nestsDeeply(html: string): boolean {
  let depth = 0;
  for (const [tag] of html.matchAll(/<\/?[a-z][^\s<>/]*/gi)) {
    if (tag.startsWith('</')) depth = Math.max(0, depth - 1);
    else if (!/^<(?:br|img|meta|hr|link|input|col|area|base|wbr|p|li|o:p)$/i.test(tag) && ++depth > DEEPEST_PARSED) return true;
  }
  return false;
}
