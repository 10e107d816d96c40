/** HTML as a row of elements that open and close, as browsers and mail programs read it: what is left open is closed, what closes nothing is passed over. */
import { Tokenizer } from 'htmlparser2';

export interface Elements {
  /** Names of the attributes that `open` is to be told of an element; null: none. */
  wanted(name: string): ReadonlySet<string> | null;
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(): void;
  /** All that stands between two of the others. */
  text(data: string): void;
  /** A comment or an instruction. */
  remark(): void;
}

export const STEP = 8_192;
/** Tags that would open more than so many elements within each other are passed over: one tag may close all of them, in one step. */
const MOST_OPEN = 2_000;

/**
 * Walks through the HTML, a step at a time. The parser of the library looks through all that is open for each tag that closes; here names are
 * counted, so that the time stays linear in the length however deep the elements are and whatever is left open.
 */
export function* walk(html: string, elements: Elements): Generator<undefined, void> {
  const stack = stackOf(html, elements);
  const tokenizer = new Tokenizer({}, stack);
  for (let from = 0; from < html.length; from += STEP) {
    tokenizer.write(html.slice(from, from + STEP));
    stack.passOn();
    yield;
  }
  tokenizer.end();
}

type Stack = ConstructorParameters<typeof Tokenizer>[1] & {
  /** Gives a long text away in parts. */
  passOn(): void;
};

function stackOf(html: string, elements: Elements): Stack {
  const open: string[] = [];
  const openByName = new Map<string, number>();
  const passedOver = new Map<string, number>();
  const foreign: boolean[] = []; // in SVG and MathML a tag may close itself
  let text = '';
  let name = '';
  let wanted: ReadonlySet<string> | null = null;
  let attribute = '';
  let value = '';
  let attributes: Record<string, string> = {};

  const flush = (): void => {
    if (text === '') return;
    const data = text;
    text = '';
    elements.text(data);
  };
  const pop = (): void => {
    flush();
    count(openByName, open.pop() ?? '', -1);
    elements.close();
  };
  const push = (): void => {
    if (open.length >= MOST_OPEN && !isVoid.has(name) && !isRaw.has(name)) return count(passedOver, name, 1);
    for (const closed = impliedToClose.get(name); closed?.has(open.at(-1) ?? '');) pop();
    flush();
    elements.open(name, attributes);
    if (isVoid.has(name)) return elements.close();
    open.push(name);
    count(openByName, name, 1);
    if (isForeign.has(name)) foreign.push(true);
    else if (isIntegration.has(name)) foreign.push(false);
  };
  const remark = (): void => {
    flush();
    elements.remark();
  };
  return {
    passOn: () => {
      if (text.length < STEP) return;
      const rest = /[\ud800-\udbff\r]$/.test(text) ? text.slice(-1) : ''; // half a character, or half a line end
      text = text.slice(0, text.length - rest.length);
      flush();
      text = rest;
    },
    ontext: (start, end) => {
      text += html.slice(start, end);
    },
    ontextentity: (codePoint) => {
      text += String.fromCodePoint(codePoint);
    },
    onopentagname: (start, end) => {
      name = html.slice(start, end).toLowerCase();
      attributes = {};
      wanted = elements.wanted(name);
    },
    onattribname: (start, end) => {
      attribute = wanted === null ? '' : html.slice(start, end).toLowerCase();
      if (wanted?.has(attribute) !== true) attribute = '';
      value = '';
    },
    onattribdata: (start, end) => {
      if (attribute !== '') value += html.slice(start, end);
    },
    onattribentity: (codePoint) => {
      if (attribute !== '') value += String.fromCodePoint(codePoint);
    },
    onattribend: () => {
      if (attribute !== '') attributes[attribute] ??= value;
    },
    onopentagend: push,
    onselfclosingtag: () => {
      const closesItself = foreign.at(-1) === true;
      push();
      if (closesItself && open.at(-1) === name) pop();
    },
    onclosetag: (start, end) => {
      const closed = html.slice(start, end).toLowerCase();
      if (isForeign.has(closed) || isIntegration.has(closed)) foreign.pop();
      if ((passedOver.get(closed) ?? 0) > 0) count(passedOver, closed, -1);
      else if ((openByName.get(closed) ?? 0) > 0) {
        while (open.at(-1) !== closed) pop();
        pop();
      } else if (closed === 'p' || closed === 'br') {
        name = closed;
        attributes = {};
        push();
        if (closed === 'p' && open.at(-1) === 'p') pop();
      }
    },
    oncomment: remark,
    oncdata: remark,
    ondeclaration: remark,
    onprocessinginstruction: remark,
    onend: () => {
      while (open.length > 0) pop();
      flush();
    },
  };
}

const count = (names: Map<string, number>, name: string, by: number): void => void names.set(name, (names.get(name) ?? 0) + by);

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const isVoid = setOf('area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr');
const isRaw = setOf('script style');
const isForeign = setOf('math svg');
const isIntegration = setOf('mi mo mn ms mtext annotation-xml foreignobject desc title');

/** What a tag closes before it opens, as long as that is what was opened last. */
const impliedToClose: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  (
    [
      ['tr', 'tr th td'],
      ['th', 'th'],
      ['td', 'thead th td'],
      ['body', 'head link script'],
      ['li', 'li'],
      ['option', 'option'],
      ['optgroup', 'optgroup option'],
      ['dd dt', 'dd dt'],
      ['rt rp', 'rt rp'],
      ['tbody tfoot', 'thead tbody'],
      ['select input output button datalist textarea', 'input option optgroup select button datalist textarea'],
      ['p h1 h2 h3 h4 h5 h6 address article aside blockquote details div dl fieldset figcaption figure footer form header hr', 'p'],
      ['main nav ol pre section table ul', 'p'],
    ] as const
  ).flatMap(([opened, closed]) => opened.split(' ').map((name) => [name, setOf(closed)] as const)),
);
