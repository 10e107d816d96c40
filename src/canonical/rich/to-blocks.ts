/** A document as Strapi's blocks, in the form in which Strapi's editor saves them. */
import { type Block, type Item, MARKS, type Run } from './document';

export type Node = Record<string, unknown>;

export function blocksFor(document: readonly Block[]): readonly Node[] {
  const nodes: Node[] = [];
  const lists: Node[][] = []; // what is in the open ones
  for (const block of document) {
    if (block.kind === 'item') {
      addItem(block, nodes, lists);
      continue;
    }
    lists.length = 0;
    nodes.push(nodeOf(block));
  }
  return nodes;
}

function nodeOf(block: Exclude<Block, Item>): Node {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
      return { type: block.kind, children: inline(block.runs) };
    case 'heading':
      return { type: 'heading', level: block.level, children: inline(block.runs) };
    case 'code':
      return { type: 'code', language: 'plaintext', children: [{ type: 'text', text: block.text }] };
  }
}

/** A deeper list stands in the list around it, after the entry that it belongs to. */
function addItem({ depth, isOrdered, beginsList, runs }: Item, nodes: Node[], lists: Node[][]): void {
  lists.length = Math.min(lists.length, beginsList ? depth - 1 : depth);
  if (lists.length < depth) {
    const children: Node[] = [];
    const level = depth > 1 ? { indentLevel: depth - 1 } : {};
    (lists.at(-1) ?? nodes).push({ type: 'list', format: isOrdered ? 'ordered' : 'unordered', ...level, children });
    lists.push(children);
  }
  lists.at(-1)?.push({ type: 'list-item', children: inline(runs) });
}

/** The editor wants letters, be it none, on both sides of each link. */
function inline(runs: readonly Run[]): readonly Node[] {
  const nodes: Node[] = [];
  let link = null as { href: string; children: Node[] } | null;
  for (const { text, style } of runs) {
    const letters = { type: 'text', text, ...Object.fromEntries(MARKS.filter((mark) => style[mark]).map((mark) => [mark, true])) };
    if (style.href === null) {
      link = null;
      nodes.push(letters);
    } else if (link?.href === style.href) link.children.push(letters);
    else {
      if (nodes.at(-1)?.type !== 'text') nodes.push(noLetters());
      link = { href: style.href, children: [letters] };
      nodes.push({ type: 'link', url: link.href, children: link.children });
    }
  }
  if (nodes.at(-1)?.type !== 'text') nodes.push(noLetters());
  return nodes;
}

const noLetters = (): Node => ({ type: 'text', text: '' });
