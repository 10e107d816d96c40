// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- a module without types of its own
/// <reference path="./markdown-it.d.ts" />
/** Markdown as a document, as the preview of Strapi's editor shows it: by the same library, with line breaks that are line breaks and with HTML. */
import MarkdownIt from 'markdown-it';
import type { Block } from './document';
import { blocksFromHtml } from './from-html';

const markdown = new MarkdownIt({ html: true, breaks: true, linkify: false, typographer: false });
// Addresses are looked at where the HTML is read, and stay as they are written.
markdown.normalizeLink = (address) => address;
markdown.normalizeLinkText = (address) => address;
markdown.validateLink = () => true;
markdown.renderer.rules.image = () => '';
// Many links may name one long address by a short reference: together they are no longer than the text allows.
markdown.renderer.rules.link_open = (tokens, at, _options, env) => {
  const href = tokens[at]?.attrGet('href') ?? '';
  env.room -= href.length;
  return env.room < 0 ? '<a>' : `<a href="${markdown.utils.escapeHtml(href)}">`;
};

export const blocksFromMarkdown = (text: string): readonly Block[] =>
  blocksFromHtml(markdown.render(text, { room: 2 * text.length + 1_000 }));
