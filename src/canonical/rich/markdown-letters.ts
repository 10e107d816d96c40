/** The letters of a block in Markdown. */
import type { Run } from './document';
import { isFirmBlank, nested, type Notation, type Tag } from './nested';

export interface Spelling {
  /** What is kept from meaning something in Markdown: nothing, what a line begins with, what often means something, every sign. */
  readonly escapes: 'none' | 'begin' | 'some' | 'all';
  /** How formatting is told: in Markdown, with this sign for italics, or in HTML, which may begin and end anywhere. */
  readonly formats: '_' | '*' | 'html';
  /** Line breaks are line ends. */
  readonly hasLines: boolean;
}

/** As people write it who think of no rules. */
export const asWritten: Spelling = { escapes: 'none', formats: '_', hasLines: true };
/** From that one people would write to the one that is read rightly whatever the letters are. */
export const SPELLINGS: readonly Spelling[] = [
  asWritten,
  { escapes: 'none', formats: '*', hasLines: true },
  { escapes: 'begin', formats: '_', hasLines: true },
  { escapes: 'some', formats: '_', hasLines: true },
  { escapes: 'some', formats: '*', hasLines: true },
  { escapes: 'none', formats: 'html', hasLines: true },
  { escapes: 'some', formats: 'html', hasLines: true },
  { escapes: 'all', formats: 'html', hasLines: false },
];

export const lettersIn = (runs: readonly Run[], spelling: Spelling): string =>
  nested(runs, spelling.formats === 'html' ? inHtml(spelling) : inMarkdown(spelling, spelling.formats));

function inMarkdown(spelling: Spelling, italic: '_' | '*'): Notation {
  const sign = ({ kind }: Tag): string => ({ bold: '**', italic, strikethrough: '~~', underline: '', code: '', link: '' })[kind];
  return {
    own: ['code'],
    open: (tag) => (tag.kind === 'link' ? '[' : tag.kind === 'underline' ? '<u>' : sign(tag)),
    close: (tag) => (tag.kind === 'link' ? `](${destination(tag.href)})` : tag.kind === 'underline' ? '</u>' : sign(tag)),
    letters: (run, before, isLast) => {
      if (!run.style.code) return written(run.text, before, isLast, spelling);
      if (isCodeSpan.test(run.text)) return `\`${run.text}\``;
      return `<code>${written(run.text, before, isLast, spelling)}</code>`;
    },
  };
}

const destination = (href: string): string => (/[()]/.test(href) ? `<${href}>` : href);
/** Between accents, only single blanks within one line stay. */
const isCodeSpan = /^(?! )(?:(?! {2})[^\n`])*(?<! )$/;

const names = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', link: 'a' } as const;
const inHtml = (spelling: Spelling): Notation => ({
  open: (tag) => (tag.kind === 'link' ? `<a href="${tag.href.replace(/&/g, '&amp;')}">` : `<${names[tag.kind]}>`),
  close: ({ kind }) => `</${names[kind]}>`,
  letters: ({ text }, before, isLast) => written(text, before, isLast, spelling),
});

function written(text: string, before: string, isLast: boolean, { escapes, hasLines }: Spelling): string {
  const markdown = text.replace(signs[escapes], (sign, at: number) => {
    if (sign === ' ') return isFirmBlank(text, at, before) ? '&nbsp;' : ' ';
    const isAtBegin = (at > 0 ? text[at - 1] : before) === '';
    if (sign === '\n') return hasLines && !isAtBegin && at < text.length - (isLast ? 1 : 0) && text[at + 1] !== '\n' ? '\n' : '<br>';
    return /\s/.test(sign) ? `&#${sign.codePointAt(0)};` : `\\${sign}`;
  });
  return isLast && text.endsWith('\n') ? `${markdown}<br>` : markdown;
}

/** Blanks of other kinds would go where a line begins or ends. */
const signs = {
  none: /\s/g,
  begin: /\s|(?<=^|\n)[#+\-=|:>*_~`]|(?<=(?:^|\n)\d{1,9})[.)]/g,
  some: /\s|[\\`*_[\]<>&~]|(?<=^|\n)[#+\-=|:]|(?<=(?:^|\n)\d{1,9})[.)]/g,
  all: /\s|[!-/:-@[-`{-~]/g,
} as const;
