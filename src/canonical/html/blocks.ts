/** Blocks and what stands in them: which line breaks lie between two of them, and which blanks count. */
import { Lines, type Margin, marginIn, noMargin } from './lines';

interface Block {
  readonly parent: Block | null;
  readonly kind: 'block' | 'quote' | 'list' | 'entry';
  readonly margin: Margin;
  readonly isPre: boolean;
  /** Line breaks that there are to be at least before it, and after it. */
  before: number;
  readonly after: number;
  /** Line breaks that are due before whatever comes next in it. */
  due: number;
  /** Something is in it, be it a line break. */
  isBegun: boolean;
  /** A word stands on the line that is written on. */
  hasWords: boolean;
  /** A blank is due before the next word. */
  isSpaced: boolean;
  firstLine: number;
}

const blank = ' \\t\\r\\n\\f\\u200b';
const blanks = new RegExp(`[${blank}]+`);
const beginsBlank = new RegExp(`^[${blank}]`);
const endsBlank = new RegExp(`[${blank}]$`);
const hasWord = new RegExp(`[^${blank}]`);

export class Blocks {
  private readonly root = noMargin();
  readonly lines = new Lines(this.root);
  private top: Block = newBlock(null, 'block', this.root, { before: 1, after: 1, isPre: false });

  open(kind: 'block' | 'list', breaks = 1, isPre = this.top.isPre): void {
    this.top = newBlock(this.top, kind, this.top.margin, { before: breaks, after: breaks, isPre });
  }

  openQuote(): void {
    const margin = marginIn(this.top.margin, { first: '> ', rest: '> ', isQuote: true });
    this.top = newBlock(this.top, 'quote', margin, { before: 2, after: 2, isPre: this.top.isPre });
  }

  openEntry(marker: string, width: number): void {
    const margin =
      width === 0 ? this.top.margin : marginIn(this.top.margin, { first: marker.padEnd(width), rest: ' '.repeat(width), isQuote: false });
    this.top = newBlock(this.top, 'entry', margin, { before: 1, after: 1, isPre: this.top.isPre });
  }

  close(): void {
    const block = this.top;
    const { parent } = block;
    if (!parent) return;
    if (block.margin !== parent.margin) {
      if (!block.isBegun) this.begin(block);
      if (!block.margin.hasContent) this.lines.touch();
      if (block.kind === 'quote') this.lines.dropEmpty(block.margin, block.firstLine);
    }
    this.top = parent;
    if (block.kind === 'list' && !block.isBegun) return;
    if (!block.isBegun) {
      const breaks = Math.max(parent.due, block.before);
      if (parent.isBegun) this.break(parent, breaks);
      else parent.before = breaks;
    }
    parent.hasWords = false;
    parent.due = block.kind === 'list' ? block.after : Math.max(block.due, block.after);
  }

  breakLine(): void {
    this.begin(this.top);
    this.break(this.top, 1);
  }

  /** Between two cells of a table. */
  space(): void {
    const { top } = this;
    this.begin(top);
    if (top.isPre) return this.lines.append(' ');
    this.breakAsDue(top);
    this.word(' ', top.isSpaced);
    top.isSpaced = false;
  }

  text(data: string): void {
    const { top } = this;
    if (top.isPre) return this.preformatted(data);
    if (!hasWord.test(data)) {
      if (top.due === 0) top.isSpaced = true;
      return;
    }
    this.begin(top);
    this.breakAsDue(top);
    const words = data.split(blanks);
    const isFirstEmpty = words[0] === '';
    const isLastEmpty = words.at(-1) === '';
    const joined = words.slice(isFirstEmpty ? 1 : 0, isLastEmpty ? -1 : undefined).join(' ');
    this.word(joined, top.isSpaced || beginsBlank.test(data));
    top.isSpaced = endsBlank.test(data);
  }

  private preformatted(data: string): void {
    const { top } = this;
    this.begin(top);
    for (const [at, line] of data.split(/\r(?!\n)|\n/).entries()) {
      if (at > 0) this.lines.break(top.margin);
      if (line !== '') this.lines.append(line);
    }
  }

  private word(word: string, isApart: boolean): void {
    this.lines.append(isApart && this.top.hasWords ? ` ${word}` : word);
    this.top.hasWords = true;
  }

  private breakAsDue(block: Block): void {
    if (block.due > 0) this.break(block, block.due);
    block.due = 0;
  }

  private break(block: Block, times: number): void {
    for (let done = 0; done < times; done += 1) this.lines.break(block.margin);
    block.hasWords = false;
  }

  /** With the first thing in a block it is clear how far it is from what was before it; blocks that begin with it go along. */
  private begin(block: Block): void {
    if (block.isBegun) return;
    let outer: Block = block;
    let breaks = block.before;
    for (outer.isBegun = true; outer.parent && !outer.parent.isBegun; outer.isBegun = true) {
      outer = outer.parent;
      breaks = Math.max(outer.due, breaks);
    }
    if (outer.parent) this.break(outer.parent, Math.max(outer.parent.due, breaks));
    this.lines.enter(block.margin);
    for (let begun: Block = block; ; begun = begun.parent as Block) {
      begun.firstLine = this.lines.at;
      if (begun === outer) return;
    }
  }
}

function newBlock(
  parent: Block | null,
  kind: Block['kind'],
  margin: Margin,
  { before, after, isPre }: Pick<Block, 'before' | 'after' | 'isPre'>,
): Block {
  return { parent, kind, margin, isPre, before, after, due: 0, isBegun: false, hasWords: false, isSpaced: false, firstLine: 0 };
}
