/** Strapi's blocks as a document. Pictures are left out, and of what is unknown the letters are kept. */
import { storable } from '../text';
import { type Block, MARKS, plain, type Run, type Style } from './document';
import { runsOf } from './lines';
import { safeHref } from './safe-href';
import { type Draft, type List, settled } from './settled';

type Node = Readonly<Record<string, unknown>>;

/** Null for what is no list of blocks. */
export function blocksFromStrapi(value: unknown): readonly Block[] | null {
  if (!Array.isArray(value)) return null;
  const drafts: Draft[] = [];
  const open: Level[] = [{ nodes: value, at: 0, list: null }];
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const node: unknown = level.nodes[level.at++];
    if (level.at > level.nodes.length) open.pop();
    else if (!isNode(node)) continue;
    else if (node.type === 'list') {
      const list = { depth: (level.list?.depth ?? 0) + 1, isOrdered: node.format === 'ordered' };
      open.push({ nodes: childrenOf(node), at: 0, list });
    } else if (node.type !== 'image') drafts.push(draftOf(node, level.list));
  }
  return settled(drafts);
}

interface Level {
  readonly nodes: readonly unknown[];
  at: number;
  readonly list: List | null;
}

function draftOf(node: Node, list: List | null): Draft {
  const lines = linesOf(node);
  if (list) return { kind: 'item', list, runs: runsOf(lines) };
  switch (node.type) {
    case 'heading':
      return { kind: 'heading', level: levelOf(node.level), runs: runsOf(lines) };
    case 'quote':
      return { kind: 'quote', runs: runsOf(lines) };
    case 'code':
      return { kind: 'code', text: lines.map((line) => line.map(({ text }) => text).join('')).join('\n') };
    default:
      return { kind: 'paragraph', runs: runsOf(lines) };
  }
}

const levelOf = (level: unknown): number => (typeof level === 'number' && Number.isInteger(level) ? Math.min(Math.max(level, 1), 6) : 1);

/** The letters in a node, however deep. */
function linesOf(node: Node): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  const isCode = node.type === 'code';
  const waiting: { node: unknown; href: string | null }[] = [{ node, href: null }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node: current } = next;
    if (!isNode(current)) continue;
    if (typeof current.text === 'string') addLetters(lines, current.text, styleOf(current, next.href), isCode);
    const href = current.type === 'link' && typeof current.url === 'string' ? safeHref(current.url) : next.href;
    const children = childrenOf(current);
    for (let at = children.length - 1; at >= 0; at -= 1) waiting.push({ node: children[at], href });
  }
  return lines;
}

function addLetters(lines: Run[][], letters: string, style: Style, isCode: boolean): void {
  const stored = storable(letters.replace(/\r\n?/g, '\n'));
  for (const [at, text] of (isCode ? stored : stored.replace(/\t/g, ' ')).split('\n').entries()) {
    if (at > 0) lines.push([]);
    if (text !== '') lines.at(-1)?.push({ text, style });
  }
}

function styleOf(node: Node, href: string | null): Style {
  const marks = Object.fromEntries(MARKS.map((mark) => [mark, node[mark] === true])) as Omit<Style, 'href'>;
  return href === null && MARKS.every((mark) => !marks[mark]) ? plain : { ...marks, href };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const childrenOf = ({ children }: Node): readonly unknown[] => (Array.isArray(children) ? (children as unknown[]) : []);
