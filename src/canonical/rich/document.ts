/**
 * A text with formatting, as Outlook, Strapi's blocks and Markdown can all hold it: a row of blocks without blocks in them. What holds more than
 * that on one side is read as the nearest that all can hold.
 */

/** Of letters; the names are those of Strapi's blocks. In this order the tags of a letter stand within each other. */
export const MARKS = ['bold', 'italic', 'underline', 'strikethrough', 'code'] as const;
export type Mark = (typeof MARKS)[number];

export type Style = { readonly [M in Mark]: boolean } & {
  /** The address of the link that the letters are in. */
  readonly href: string | null;
};

export const plain: Style = { bold: false, italic: false, underline: false, strikethrough: false, code: false, href: null };

export const sameStyle = (a: Style, b: Style): boolean => a === b || (a.href === b.href && MARKS.every((mark) => a[mark] === b[mark]));

/** Letters of one style; line breaks are among them. */
export interface Run {
  readonly text: string;
  readonly style: Style;
}

export type Block =
  /** Without letters: an empty line that somebody wants there. */
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'heading'; readonly level: number; readonly runs: readonly Run[] }
  | { readonly kind: 'quote'; readonly runs: readonly Run[] }
  | { readonly kind: 'code'; readonly text: string }
  | Item;

/** Lists are told by their entries alone: one that is deeper belongs to the entry before it. */
export interface Item {
  readonly kind: 'item';
  /** From 1; at most one deeper than the entry before it. */
  readonly depth: number;
  readonly isOrdered: boolean;
  /** False: it goes on with the list of this depth that is open. */
  readonly beginsList: boolean;
  readonly runs: readonly Run[];
}

/** Deeper entries are shown as deep as this: nobody could tell, and each line of Markdown is as far from the edge as it is deep. */
export const DEEPEST = 20;
