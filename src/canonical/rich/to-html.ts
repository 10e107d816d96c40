/** A document as HTML: the one spelling in which it is kept and compared, and which Outlook and To Do show as it is meant. */
import { atOnce } from '../at-once';
import { type Block, type Item, plain, type Run } from './document';
import { isFirmBlank, nested, type Notation } from './nested';

const STEP = 8_192;

export interface Limits {
  /** From where formatting would make the HTML longer than this, letters are without. */
  readonly formatted: number;
  /** Blocks that would make it longer than this are left out. */
  readonly most: number;
}

export function htmlOf(blocks: readonly Block[]): string {
  return atOnce(htmlInSteps(blocks, { formatted: Infinity, most: Infinity })).html;
}

/** In steps of some thousands of characters. */
export function* htmlInSteps(
  blocks: readonly Block[],
  { formatted, most }: Limits,
): Generator<undefined, { html: string; isComplete: boolean }> {
  const parts: string[] = [];
  const lists = new Lists();
  let length = 0;
  let pausedAt = 0;
  let isFormatted = true;
  for (const block of blocks) {
    const end = lists.end();
    const around = lists.before(block);
    let html: string = isFormatted ? around + blockHtml(block) : '';
    isFormatted &&= length + html.length + lists.end().length <= formatted;
    if (!isFormatted) html = around + blockHtml(unformatted(block));
    if (length + html.length + lists.end().length > most) return { html: parts.join('') + end, isComplete: false };
    parts.push(html);
    length += html.length;
    if (length - pausedAt < STEP) continue;
    pausedAt = length;
    yield;
  }
  return { html: parts.join('') + lists.end(), isComplete: true };
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${lettersHtml(block.runs) || '<br>'}</p>`;
    case 'heading':
      return `<h${block.level}>${lettersHtml(block.runs)}</h${block.level}>`;
    case 'quote':
      return `<blockquote>${lettersHtml(block.runs)}</blockquote>`;
    case 'code':
      return `<pre>${escaped(block.text)}</pre>`;
    case 'item':
      return lettersHtml(block.runs);
  }
}

function unformatted(block: Block): Block {
  return block.kind === 'code' ? block : { ...block, runs: block.runs.map(({ text }) => ({ text, style: plain })) };
}

const lettersHtml = (runs: readonly Run[]): string => nested(runs, notation);

const names = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', link: 'a' } as const;
/** A line break at the end shows no line below it; the second one does. */
const notation: Notation = {
  open: (tag) => (tag.kind === 'link' ? `<a href="${escaped(tag.href).replace(/"/g, '&quot;')}">` : `<${names[tag.kind]}>`),
  close: ({ kind }) => `</${names[kind]}>`,
  letters: ({ text }, before, isLast) => {
    const html = text.replace(/[ \n&<>]/g, (sign, at: number) => {
      if (sign === ' ') return isFirmBlank(text, at, before) ? '&nbsp;' : ' ';
      return sign === '\n' ? '<br>' : (entities[sign] ?? sign);
    });
    return isLast && text.endsWith('\n') ? `${html}<br>` : html;
  },
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);

/** Lists that are open: a deeper one stands in the entry that it belongs to. */
class Lists {
  private readonly names: ('ul' | 'ol')[] = [];

  /** What is to be written before a block. */
  before(block: Block): string {
    return block.kind === 'item' ? this.beforeItem(block) : this.closeTo(0);
  }

  /** What would have to be written, were there no further block. */
  end(): string {
    return closing(this.names);
  }

  private beforeItem({ depth, isOrdered, beginsList }: Item): string {
    const closed = this.closeTo(beginsList ? depth - 1 : depth);
    if (this.names.length === depth) return `${closed}</li><li>`;
    const name = isOrdered ? 'ol' : 'ul';
    this.names.push(name);
    return `${closed}<${name}><li>`;
  }

  private closeTo(depth: number): string {
    return closing(this.names.splice(depth));
  }
}

const closing = (names: readonly string[]): string =>
  names
    .map((name) => `</li></${name}>`)
    .reverse()
    .join('');
