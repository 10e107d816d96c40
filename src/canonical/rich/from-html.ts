/** HTML as a document: what Outlook, Exchange and To Do make, and whatever else there is. Nothing of it but letters, known formatting and addresses that were looked at gets in. */
import { atOnce } from '../at-once';
import { type Elements, walk } from '../html/elements';
import { Builder, type Container } from './builder';
import { type Block, type Mark, plain, type Style } from './document';
import { safeHref } from './safe-href';
import { type Attributes, isHiddenBy, isLineOfOutlook, isUnmarkedEntry, outlookEntry, OutlookLists, styledBy } from './outlook';
import { type List, settled } from './settled';

interface Open {
  readonly name: string;
  readonly style: Style;
  readonly container: Container;
  /** The list that it is in, or is. */
  readonly list: List | null;
  readonly isHidden: boolean;
  readonly isPre: boolean;
  /** The list of Outlook's whose marker it holds. */
  readonly markerOf: List | null;
}

/** Time and room are linear in the length of the HTML. A step is some tens of thousands of characters. */
export function* blocksInSteps(html: string): Generator<undefined, readonly Block[]> {
  const builder = new Builder();
  yield* walk(html, readerInto(builder));
  builder.finish();
  return settled(builder.drafts);
}

export const blocksFromHtml = (html: string): readonly Block[] => atOnce(blocksInSteps(html));

function readerInto(builder: Builder): Elements {
  const root: Open = {
    name: '',
    style: plain,
    container: { kind: 'flow' },
    list: null,
    isHidden: false,
    isPre: false,
    markerOf: null,
  };
  const open: Open[] = [root];
  const outlookLists = new OutlookLists();
  return {
    wanted: (name) => (name === 'a' ? ofLinks : ofAll),
    open(name, attributes) {
      const parent = open.at(-1) ?? root;
      const element = openedIn(parent, name, attributes, outlookLists);
      open.push(element);
      if (element.isHidden) return;
      if (name === 'br') builder.breakLine(element.container);
      else if (name === 'td' || name === 'th') builder.text(' ', element.style, element.container);
      else if (isBlock.has(name)) builder.border();
      if (partsLines.has(name) && element.container.kind === 'flow') builder.finish();
      if (name === 'li' && !isUnmarkedEntry(attributes)) builder.begin(element.container);
    },
    close() {
      const closed = open.pop() ?? root;
      if (closed.isHidden) return;
      if (isBlock.has(closed.name)) builder.border();
      if (partsLines.has(closed.name) && closed.container.kind === 'flow') builder.finish();
    },
    text(data) {
      const { isHidden, isPre, markerOf, style, container } = open.at(-1) ?? root;
      if (markerOf) outlookLists.mark(markerOf, data);
      if (isHidden) return;
      if (isPre) builder.preformatted(data, style, container);
      else builder.text(data, style, container);
    },
    remark: () => undefined,
  };
}

function openedIn(parent: Open, name: string, attributes: Attributes, outlookLists: OutlookLists): Open {
  const isHidden = parent.isHidden || hidden.has(name) || isHiddenBy(attributes);
  const list = isList.has(name) ? { depth: (parent.list?.depth ?? 0) + 1, isOrdered: name === 'ol' } : parent.list;
  const entry = name === 'p' && parent.container.kind !== 'item' ? outlookEntry(attributes) : null;
  const container = entry ? itemIn(outlookLists.of(entry)) : containerIn(parent, name, list, attributes);
  return {
    name,
    style: isHidden ? parent.style : styledBy(styleIn(parent.style, name, attributes), attributes),
    container,
    list,
    isHidden,
    isPre: parent.isPre || name === 'pre',
    markerOf: isHidden && container.kind === 'item' ? container.list : null,
  };
}

function containerIn({ container: around }: Open, name: string, list: List | null, attributes: Attributes): Container {
  if (isList.has(name) || name === 'li') return itemIn(list ?? stray);
  const isOpen = around.kind === 'flow' || around.kind === 'paragraph';
  switch (name) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return isOpen || around.kind === 'quote' ? { kind: 'heading', level: Number(name[1]) } : around;
    case 'blockquote':
      return isOpen || around.kind === 'quote' ? { kind: 'quote' } : around;
    case 'pre':
      return isOpen || around.kind === 'quote' ? { kind: 'code' } : around;
    case 'p':
      return isOpen && !isLineOfOutlook(attributes) ? { kind: 'paragraph' } : around;
    default:
      return around;
  }
}

const itemIn = (list: List): Container => ({ kind: 'item', list });
/** Of entries that stand in no list. */
const stray: List = { depth: 1, isOrdered: false };

function styleIn(style: Style, name: string, { href }: Attributes): Style {
  const mark = marks.get(name);
  if (mark) return { ...style, [mark]: true };
  if (name !== 'a' || href === undefined) return style;
  return { ...style, href: safeHref(href) ?? style.href };
}

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const ofLinks = setOf('href style');
const ofAll = setOf('style class');
const isList = setOf('ul ol menu dir');
const partsLines = setOf('hr table');
const isBlock = setOf(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu dir nav ol option p pre section summary table tr ul',
);
/** What browsers show nothing of, or not as text. */
const hidden = setOf(
  'applet audio canvas datalist embed frameset head iframe math noembed noframes object script select style svg template textarea title video xml xmp',
);
const marks: ReadonlyMap<string, Mark> = new Map([
  ...(['b', 'strong'] as const).map((name) => [name, 'bold'] as const),
  ...(['i', 'em', 'cite', 'dfn', 'var'] as const).map((name) => [name, 'italic'] as const),
  ...(['u', 'ins'] as const).map((name) => [name, 'underline'] as const),
  ...(['s', 'strike', 'del'] as const).map((name) => [name, 'strikethrough'] as const),
  ...(['code', 'tt', 'kbd', 'samp'] as const).map((name) => [name, 'code'] as const),
]);
