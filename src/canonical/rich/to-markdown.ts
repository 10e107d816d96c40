/** A document as Markdown, in the spelling of Strapi's editor, and with as little of it escaped as can be. */
import { type Block, type Item, plain, type Run, sameStyle } from './document';
import { blocksFromMarkdown } from './from-markdown';
import { asWritten, lettersIn, type Spelling, SPELLINGS } from './markdown-letters';
import { htmlOf } from './to-html';

export function markdownOf(document: readonly Block[]): string {
  const parts: string[] = [];
  const lists = new Lists();
  let previous: Block | null = null;
  for (const block of document) {
    const margin = lists.before(block);
    if (previous) parts.push(isClose(previous, block) ? '\n' : '\n\n');
    parts.push(within(margin, textOf(block, margin.marker)));
    previous = block;
  }
  return parts.join('');
}

/** Entries of one list stand on lines below each other. An empty one that begins a list would be taken for a part of the text above it. */
function isClose(previous: Block, block: Block): boolean {
  if (previous.kind !== 'item' || block.kind !== 'item' || (block.depth === 1 && block.beginsList)) return false;
  return block.runs.length > 0 || !block.beginsList || previous.runs.length === 0;
}

/** The first spelling that reads as what is meant; the last one always does. */
function textOf(block: Block, marker: string): string {
  if (block.kind === 'code') return fenced(block.text);
  if (block.runs.length === 0) return block.kind === 'item' ? '' : '&nbsp;';
  if (block.runs.every(isPlain)) return spelled(block, asWritten);
  const meant = htmlOf([block.kind === 'item' ? { ...block, depth: 1, beginsList: true } : block]);
  let text = '';
  for (const spelling of SPELLINGS) {
    const next = spelled(block, spelling);
    if (next === text) continue;
    text = next;
    if (htmlOf(blocksFromMarkdown(within({ indent: '', marker }, text))) === meant) break;
  }
  return text;
}

/** Words that mean nothing in Markdown need not be read again. */
const isPlain = ({ text, style }: Run): boolean => sameStyle(style, plain) && /^[\p{L}\p{N},;?'" ]*$/u.test(text);

function spelled(block: Exclude<Block, { kind: 'code' }>, spelling: Spelling): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${lettersIn(block.runs, { ...spelling, hasLines: false })}`;
    case 'quote':
      return lettersIn(block.runs, spelling).replace(/^/gm, '>');
    case 'paragraph':
    case 'item':
      return lettersIn(block.runs, spelling);
  }
}

function fenced(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

interface Margin {
  /** Before all lines. */
  readonly indent: string;
  /** Before the first line too, and as many blanks before the others. */
  readonly marker: string;
}
const none: Margin = { indent: '', marker: '' };

const innerIndent = ({ indent, marker }: Margin): string => indent + ' '.repeat(marker.length);

const within = (margin: Margin, text: string): string =>
  (margin.indent + margin.marker + text.replace(/\n/g, `\n${innerIndent(margin)}`)).trimEnd();

interface List {
  readonly isOrdered: boolean;
  /** Two lists of a kind below each other are told from each other by their markers. */
  readonly isSecond: boolean;
  readonly indent: string;
  entries: number;
  /** Where what belongs to its last entry stands. */
  inner: string;
}

class Lists {
  private readonly open: List[] = [];

  before(block: Block): Margin {
    if (block.kind !== 'item') {
      this.open.length = 0;
      return none;
    }
    const list = this.listOf(block);
    list.entries += 1;
    const marker = list.isOrdered ? `${list.entries}${list.isSecond ? ')' : '.'} ` : list.isSecond ? '* ' : '- ';
    const margin = { indent: list.indent, marker };
    list.inner = innerIndent(margin);
    return margin;
  }

  private listOf({ depth, isOrdered, beginsList }: Item): List {
    this.open.length = Math.min(this.open.length, depth);
    const [around, last] = [this.open[depth - 2], this.open[depth - 1]];
    if (last && !beginsList) return last;
    const isSecond = last?.isOrdered === isOrdered && !last.isSecond;
    const list: List = { isOrdered, isSecond, indent: around?.inner ?? '', entries: 0, inner: '' };
    this.open[depth - 1] = list;
    return list;
  }
}
