/** Runs as tags within each other: what neighbours share stays open between them. */
import { type Mark, MARKS, type Run, type Style } from './document';

export type Tag = { readonly kind: Mark } | { readonly kind: 'link'; readonly href: string };

export interface Notation {
  /** Marks that `letters` writes by itself. */
  readonly own?: readonly Mark[];
  open(tag: Tag): string;
  close(tag: Tag): string;
  /** `before`: the character that stands before them, '' at the beginning. `isLast`: no letters come after them. */
  letters(run: Run, before: string, isLast: boolean): string;
}

export function nested(runs: readonly Run[], notation: Notation): string {
  const open: Tag[] = [];
  let text = '';
  let before = '';
  const closeTo = (depth: number): void => {
    for (const tag of open.splice(depth).reverse()) text += notation.close(tag);
  };
  for (const [at, run] of runs.entries()) {
    const tags = tagsOf(run.style, notation.own);
    let shared = 0;
    while (shared < open.length && isSame(open[shared], tags[shared])) shared += 1;
    closeTo(shared);
    for (const tag of tags.slice(shared)) {
      open.push(tag);
      text += notation.open(tag);
    }
    text += notation.letters(run, before, at === runs.length - 1);
    before = run.text.at(-1) ?? before;
  }
  closeTo(0);
  return text;
}

function tagsOf(style: Style, own: readonly Mark[] = []): readonly Tag[] {
  const marks = MARKS.filter((mark) => style[mark] && !own.includes(mark)).map((kind): Tag => ({ kind }));
  return style.href === null ? marks : [{ kind: 'link', href: style.href }, ...marks];
}

const hrefOf = (tag: Tag): string => (tag.kind === 'link' ? tag.href : '');
const isSame = (a: Tag | undefined, b: Tag | undefined): boolean =>
  a !== undefined && b !== undefined && a.kind === b.kind && hrefOf(a) === hrefOf(b);

/** HTML and Markdown make one of blanks side by side, and none of those at the beginning of a line: such a blank has to be written as one that stays. */
export const isFirmBlank = (text: string, at: number, before: string): boolean => {
  const previous = at > 0 ? text[at - 1] : before;
  return previous === ' ' || previous === '\n' || previous === '';
};
