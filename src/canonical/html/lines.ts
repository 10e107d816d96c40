import { storable } from '../text';
import { STEP } from './elements';

/** The lines of a text under way, each with what its quotations and lists put before it. */

/** Lines that have something before them: a quotation or an entry of a list. */
export interface Margin {
  readonly parent: Margin | null;
  readonly isQuote: boolean;
  /** Before its first line, beside what is before those around it. */
  readonly first: string;
  /** Before each other line, with what is before those around it. */
  readonly rest: string;
  readonly depth: number;
  isStarted: boolean;
  hasContent: boolean;
}

/** Deeper ones are not set off any more: nobody could tell, and each line would carry all of them. */
const DEEPEST = 50;

export const noMargin = (): Margin => ({
  parent: null,
  isQuote: false,
  first: '',
  rest: '',
  depth: 0,
  isStarted: true,
  hasContent: true,
});

export function marginIn(parent: Margin, of: { first: string; rest: string; isQuote: boolean }): Margin {
  const isTooDeep = parent.depth >= DEEPEST;
  return {
    parent,
    isQuote: of.isQuote,
    first: isTooDeep ? '' : of.first,
    rest: parent.rest + (isTooDeep ? '' : of.rest),
    depth: parent.depth + 1,
    isStarted: false,
    hasContent: false,
  };
}

export class Lines {
  private readonly texts: string[] = [''];
  private readonly margins: string[] = [];
  private readonly of: Margin[];
  private length = 0;

  constructor(margin: Margin) {
    this.of = [margin];
  }

  /** The number of the line that is written on. */
  get at(): number {
    return this.texts.length - 1;
  }

  append(text: string): void {
    const stored = storable(text);
    this.texts[this.at] += stored;
    this.length += stored.length;
    this.touch();
  }

  /** What is written next is, for all its margins, not nothing, even if it is empty. */
  touch(): void {
    for (let margin: Margin | null = this.of[this.at] ?? null; margin && !margin.hasContent; margin = margin.parent)
      margin.hasContent = true;
  }

  /** The line that is written on belongs to this margin. */
  enter(margin: Margin): void {
    this.of[this.at] = margin;
  }

  /** A quotation does not begin with empty lines. */
  break(margin: Margin): void {
    if (margin.isQuote && !margin.hasContent) return;
    this.touch();
    this.settle();
    this.texts.push('');
    this.of.push(margin);
  }

  /** Nor does it end with them. */
  dropEmpty(margin: Margin, first: number): void {
    while (this.at > first && this.texts[this.at] === '' && this.of[this.at] === margin) {
      this.texts.pop();
      this.of.pop();
      if (this.margins.length > this.texts.length) this.length -= (this.margins.pop() ?? '').length;
    }
  }

  /** Margins go where they would make the text longer than `most` characters. */
  *groups(most: number): Generator<string, void> {
    this.settle();
    const hasMargins = this.length + this.texts.length <= most;
    let group: string[] = [];
    let size = 0;
    for (const [at, text] of this.texts.entries()) {
      const line = hasMargins ? (this.margins[at] ?? '') + text : text;
      group.push(line);
      size += line.length + 1;
      if (size < STEP) continue;
      yield group.join('\n');
      group = [];
      size = 0;
    }
    if (group.length > 0) yield group.join('\n');
  }

  /** Writes down what is before the line, now that nothing changes about where it belongs. */
  private settle(): void {
    if (this.margins.length > this.at) return;
    const starting: string[] = [];
    let margin = this.of[this.at] ?? null;
    for (; margin && !margin.isStarted; margin = margin.parent) {
      margin.isStarted = true;
      starting.push(margin.first);
    }
    const before = (margin?.rest ?? '') + starting.reverse().join('');
    this.margins.push(before);
    this.length += before.length;
  }
}
