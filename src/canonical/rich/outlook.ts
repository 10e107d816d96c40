/** What Outlook and Word say with styles and classes instead of elements. */
import type { Style } from './document';
import type { List } from './settled';

export type Attributes = Readonly<Record<string, string>>;

/** The rest of a longer one says nothing about what is looked for here. */
const LONGEST_STYLE = 1_000;
const styleOf = ({ style = '' }: Attributes): string => style.slice(0, LONGEST_STYLE).toLowerCase();

export const isHiddenBy = (attributes: Attributes): boolean =>
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-list\s*:\s*ignore)/.test(styleOf(attributes));

/** Outlook's paragraphs have no distance: each is one line, and an empty one parts what people mean by paragraphs. */
export const isLineOfOutlook = (attributes: Attributes): boolean =>
  /(?:^|\s)(?:x_)*(?:mso|plaintext|elementtoproof)/.test((attributes['class'] ?? '').slice(0, LONGEST_STYLE).toLowerCase()) ||
  /(?:^|[;\s])margin(?:-top|-bottom)?\s*:\s*0(?![.\d])/.test(styleOf(attributes));

/** An entry that is there for the list in it only. */
export const isUnmarkedEntry = (attributes: Attributes): boolean =>
  /(?:^|[;\s])(?:list-style(?:-type)?\s*:\s*none|display\s*:\s*block)/.test(styleOf(attributes));

/** What a style says beside, or against, the element that it stands at. */
export function styledBy(style: Style, attributes: Attributes): Style {
  const css = styleOf(attributes);
  if (css === '') return style;
  const valueOf = (name: string): string => new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*([^;]*)`).exec(css)?.[1] ?? '';
  const [weight, slant, line] = [valueOf('font-weight'), valueOf('font-style'), valueOf('text-decoration(?:-line)?')];
  return {
    ...style,
    bold: /^(?:bold|[6-9]00)/.test(weight) || (style.bold && !/^(?:normal|lighter|[1-5]00)/.test(weight)),
    italic: /^(?:italic|oblique)/.test(slant) || (style.italic && !slant.startsWith('normal')),
    underline: line.includes('underline') || (style.underline && !line.startsWith('none')),
    strikethrough: line.includes('line-through') || (style.strikethrough && !line.startsWith('none')),
  };
}

export interface OutlookEntry {
  readonly list: string;
  readonly depth: number;
}

/** Word writes entries of lists as paragraphs that name their list and level, with the marker as hidden text. */
export function outlookEntry(attributes: Attributes): OutlookEntry | null {
  const [, list, level] = /(?:^|[;\s])mso-list\s*:\s*(l\d+)\s+level(\d{1,2})/.exec(styleOf(attributes)) ?? [];
  return list === undefined || level === undefined ? null : { list, depth: Math.max(1, Number(level)) };
}

export class OutlookLists {
  private readonly lists = new Map<string, List>();
  private readonly marked = new Set<List>();

  of({ list, depth }: OutlookEntry): List {
    const key = `${list} ${depth}`;
    const known = this.lists.get(key) ?? { depth, isOrdered: false };
    this.lists.set(key, known);
    return known;
  }

  /** What kind of list it is, its first marker tells. */
  mark(list: List, marker: string): void {
    const text = marker.trim();
    if (text === '' || this.marked.has(list)) return;
    this.marked.add(list);
    list.isOrdered = /^\(?(?:\d+|[a-z]{1,6})[.)]$/i.test(text);
  }
}
