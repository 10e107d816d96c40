/** Bodies with formatting: canonical HTML (`to-html.ts`), and what attributes of the host hold instead of it. */
import type { Block } from './document';
import { canonicalHtml } from './canonical-html';
import { blocksFromHtml } from './from-html';
import { blocksFromMarkdown } from './from-markdown';
import { blocksFromStrapi } from './from-blocks';
import { blocksFor } from './to-blocks';
import { htmlOf } from './to-html';
import { markdownOf } from './to-markdown';

export type RichFormat = 'html' | 'markdown' | 'blocks';

/** What an attribute of this format is to hold: a text, or blocks; an empty body is '' or null. */
export function bodyForHost(format: RichFormat, canonical: string): unknown {
  switch (format) {
    case 'html':
      return canonical;
    case 'markdown':
      return markdownOf(blocksFromHtml(canonical));
    case 'blocks': {
      const nodes = blocksFor(blocksFromHtml(canonical));
      return nodes.length === 0 ? null : nodes;
    }
  }
}

/** The body as canonical HTML: null and absent are ''; undefined for what is no value of this format. */
export function bodyFromHost(format: RichFormat, hostValue: unknown): string | undefined {
  if (hostValue === null || hostValue === undefined || hostValue === '') return '';
  if (format === 'html') return typeof hostValue === 'string' ? canonicalHtml(hostValue) : undefined;
  const blocks = blocksOf(format, hostValue);
  return blocks === null ? undefined : htmlOf(blocks);
}

function blocksOf(format: 'markdown' | 'blocks', value: unknown): readonly Block[] | null {
  if (format === 'blocks') return blocksFromStrapi(typeof value === 'string' ? parsed(value) : value);
  return typeof value === 'string' ? blocksFromMarkdown(value) : null;
}

/** In raw rows, JSON columns are texts. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
