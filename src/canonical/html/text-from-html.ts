/** The text of HTML as a reader sees it: lines stay lines, links lose their addresses, pictures and styles go. */
import { trimmedLines, withoutOuterBlank } from '../text';
import { Blocks } from './blocks';
import { type Elements, walk } from './elements';
import { isBlank, isList, type List, listOf, type Outline, outlineOf, wantedOfLists } from './lists';

/**
 * Time and room are linear in the length of the HTML, whatever it is. The text is at most twice as long as the HTML, and a thousand
 * characters: where quotations and lists within each other would make it longer, it has their lines without what stands before them.
 * A step is some tens of thousands of characters, so that whoever holds others up may pause between two.
 */
export function* textInSteps(html: string): Generator<undefined, string> {
  const outline = yield* outlineOf(html);
  const blocks = new Blocks();
  yield* walk(html, writerOf(outline, blocks));
  const parts: string[] = [];
  for (const group of blocks.lines.groups(2 * html.length + 1_000)) {
    parts.push(trimmedLines(group));
    yield;
  }
  return withoutOuterBlank(parts.join('\n'));
}

interface Open {
  readonly name: string;
  readonly list: List | null;
  readonly width: number;
  /** How many blocks end with it. */
  blocks: number;
}

function writerOf({ hasBody, widths }: Outline, blocks: Blocks): Elements {
  const open: Open[] = [];
  let lists = 0;
  let body: Open | null = null;
  const isShown = (): boolean => body !== null || !hasBody;
  const entry = (list: Open | undefined, marker: string): boolean => {
    if (!list?.list) return false;
    blocks.openEntry(marker, list.width);
    return true;
  };
  return {
    wanted: wantedOfLists,
    open(name, attributes) {
      const parent = open.at(-1);
      const list = isList(name) ? listOf(name, attributes, parent?.name === 'li') : null;
      const width = list ? widths[lists++] : null;
      const opened: Open = { name, list: width === null ? null : list, width: width ?? 0, blocks: 0 };
      open.push(opened);
      const isWhole = name === 'body' && body === null; // whatever is around it does not show
      if (isWhole) body = opened;
      if (!isShown() || isWhole) return;
      if (entry(parent, name === 'li' && parent?.list ? parent.list.marker(parent.list.next++) : '')) opened.blocks += 1;
      if (name === 'br') blocks.breakLine();
      if (opensBlock(name, opened, blocks)) opened.blocks += 1;
    },
    close() {
      const closed = open.pop();
      if (!closed) return;
      if (isShown() && (closed.name === 'td' || closed.name === 'th')) blocks.space();
      for (; closed.blocks > 0; closed.blocks -= 1) blocks.close();
      if (closed === body) body = null;
    },
    text(data) {
      const parent = open.at(-1);
      if (!isShown() || (parent && (isHidden.has(parent.name) || (isList(parent.name) && isBlank(data))))) return;
      const isEntry = entry(parent, '');
      blocks.text(data);
      if (isEntry) blocks.close();
    },
    remark() {
      if (isShown() && entry(open.at(-1), '')) blocks.close();
    },
  };
}

/** Outlook writes every line as a paragraph or a div without space around it; blank lines are paragraphs of their own. */
const isBlock = new Set('article aside div footer form h1 h2 h3 h4 h5 h6 header main nav p section table tr'.split(' '));
const isHidden = new Set(['script', 'style']);

function opensBlock(name: string, { list }: Open, blocks: Blocks): boolean {
  if (name === 'blockquote') blocks.openQuote();
  else if (list) blocks.open('list');
  else if (name === 'pre') blocks.open('block', 1, true);
  else if (isBlock.has(name)) blocks.open('block');
  else return false;
  return true;
}
