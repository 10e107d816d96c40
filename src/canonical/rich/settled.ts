/** What a reader has found, as a document: lists by their entries, no empty lines around it. */
import { type Block, DEEPEST, type Run } from './document';

/** A list as it stands in what is read. */
export interface List {
  /** How many lists it is in, itself counted. */
  readonly depth: number;
  isOrdered: boolean;
}

export type Draft =
  | { readonly kind: 'paragraph' | 'quote'; readonly runs: readonly Run[] }
  | { readonly kind: 'heading'; readonly level: number; readonly runs: readonly Run[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'item'; readonly list: List; readonly runs: readonly Run[] };

export function settled(drafts: readonly Draft[]): readonly Block[] {
  const blocks: Block[] = [];
  const open: List[] = []; // by depth
  for (const draft of drafts) {
    if (draft.kind === 'item') {
      const { list, runs } = draft;
      const depth = Math.min(list.depth, open.length + 1, DEEPEST);
      const beginsList = open[depth - 1] !== list;
      open.splice(depth - 1, open.length, list);
      blocks.push({ kind: 'item', depth, isOrdered: list.isOrdered, beginsList, runs });
      continue;
    }
    open.length = 0;
    const block = settledBlock(draft);
    if (block) blocks.push(block);
  }
  return withoutOuterBlank(blocks);
}

function settledBlock(draft: Exclude<Draft, { kind: 'item' }>): Block | null {
  if (draft.kind !== 'code') return draft.runs.length === 0 ? { kind: 'paragraph', runs: [] } : draft;
  const text = draft.text.replace(/^\n+/, '').trimEnd();
  return text === '' ? null : { kind: 'code', text };
}

function withoutOuterBlank(blocks: readonly Block[]): readonly Block[] {
  const first = blocks.findIndex((block) => !isBlank(block));
  if (first < 0) return [];
  return blocks.slice(first, blocks.findLastIndex((block) => !isBlank(block)) + 1);
}

const isBlank = (block: Block): boolean =>
  block.kind !== 'code' && block.kind !== 'item' && block.runs.every(({ text }) => !/\S/.test(text));
