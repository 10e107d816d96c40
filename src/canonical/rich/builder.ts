/** Blocks under way, from letters, line breaks and the borders between them, in the order in which a reader comes across them. */
import { storable } from '../text';
import { type Run, sameStyle, type Style } from './document';
import { runsOf } from './lines';
import type { Draft, List } from './settled';

/** What letters stand in. Each object is one block; letters that come back to it after another block begin a further one. */
export type Container =
  /** Lines of no paragraph: empty ones part them into paragraphs. */
  | { readonly kind: 'flow' }
  | { readonly kind: 'paragraph' | 'quote' | 'code' }
  | { readonly kind: 'heading'; readonly level: number }
  | { readonly kind: 'item'; readonly list: List };

interface Part {
  readonly container: Container;
  readonly lines: { text: string; style: Style }[][];
}

export class Builder {
  readonly drafts: Draft[] = [];
  private part: Part | null = null;
  /** The next letters stand on another line than those before. */
  private isDue = false;
  /** Line breaks that show only when something comes after them. */
  private breaks = 0;
  /** A blank would be one too many. */
  private isSpaced = true;

  /** There is to be an entry, even if nothing is in it. */
  begin(container: Container): void {
    this.finish();
    this.part = { container, lines: [[]] };
    this.isSpaced = true;
  }

  /** A block begins or ends. One line break before it does not show. */
  border(): void {
    if (this.isDue || this.isBegunOnly()) return;
    this.isDue = true;
    if (this.breaks > 0) this.breaks -= 1;
  }

  breakLine(container: Container): void {
    this.ready(container);
    this.breaks += 1;
  }

  /** White space as HTML has it: side by side it is one blank, and none at the beginning of a line. */
  text(data: string, style: Style, container: Container): void {
    const words = data.split(/[ \t\n\v\f\r]+/);
    const isBlank = words.every((word) => word === '');
    const [endsBlank, beginsBlank] = [words.at(-1) === '', words[0] === ''];
    if (isBlank) {
      if (data === '' || this.isDue || this.breaks > 0 || this.isSpaced || this.part?.container !== container) return;
      this.append(' ', style);
      this.isSpaced = true;
      return;
    }
    this.ready(container);
    const joined = words.slice(beginsBlank && this.isSpaced ? 1 : 0).join(' ');
    this.append(storable(joined).replace(/\n/g, ' '), style);
    this.isSpaced = endsBlank;
  }

  /** Blanks and line ends as they are. */
  preformatted(data: string, style: Style, container: Container): void {
    for (const [at, line] of data.split(/\r\n|\r|\n/).entries()) {
      if (at > 0) this.breakLine(container);
      if (line === '') continue;
      this.ready(container);
      const text = storable(line).replace(/\n/g, ' ');
      this.append(container.kind === 'code' ? text : text.replace(/\t/g, ' '), style);
      this.isSpaced = false;
    }
  }

  /** What comes next begins a block of its own. */
  finish(): void {
    const { part } = this;
    if (part) {
      for (; this.breaks > 0; this.breaks -= 1) part.lines.push([]);
      this.drafts.push(...draftsOf(part));
    }
    this.part = null;
    this.isDue = false;
    this.breaks = 0;
  }

  private isBegunOnly(): boolean {
    return this.part?.lines.length === 1 && this.part.lines[0]?.length === 0 && this.breaks === 0;
  }

  /** Something is to be written into the container. */
  private ready(container: Container): void {
    const { part } = this;
    if (part?.container !== container) {
      this.begin(container);
      return;
    }
    const lines = this.breaks + (this.isDue ? 1 : 0);
    for (let added = 0; added < lines; added += 1) part.lines.push([]);
    if (lines > 0) this.isSpaced = true;
    this.breaks = 0;
    this.isDue = false;
  }

  private append(text: string, style: Style): void {
    const line = this.part?.lines.at(-1);
    const last = line?.at(-1);
    if (last && sameStyle(last.style, style)) last.text += text;
    else line?.push({ text, style });
  }
}

function draftsOf({ container, lines }: Part): readonly Draft[] {
  switch (container.kind) {
    case 'flow':
      return paragraphsOf(lines);
    case 'code':
      return [{ kind: 'code', text: lines.map((line) => line.map(({ text }) => text).join('')).join('\n') }];
    case 'item':
      return [{ kind: 'item', list: container.list, runs: runsOf(lines) }];
    case 'heading':
      return [{ kind: 'heading', level: container.level, runs: runsOf(lines) }];
    case 'paragraph':
    case 'quote':
      return [{ kind: container.kind, runs: runsOf(lines) }];
  }
}

/** One empty line parts two paragraphs, as their own distance does; of several, each further one is an empty paragraph. */
export function paragraphsOf(lines: readonly (readonly Run[])[]): readonly Draft[] {
  const drafts: Draft[] = [];
  let paragraph: (readonly Run[])[] = [];
  let isBelowBlank = false;
  const end = (): void => {
    if (paragraph.length > 0) drafts.push({ kind: 'paragraph', runs: runsOf(paragraph) });
    paragraph = [];
  };
  for (const line of lines) {
    const isBlank = line.every(({ text }) => /^ *$/.test(text));
    if (!isBlank) paragraph.push(line);
    else if (isBelowBlank) drafts.push({ kind: 'paragraph', runs: [] });
    else end();
    isBelowBlank = isBlank;
  }
  end();
  return drafts;
}
