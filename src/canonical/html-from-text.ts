/** A request's text as HTML, for a service that takes nothing else. Read again (`body-from-microsoft.ts`), it is the same text. */

/** Null where the request writes no text. */
export function withHtmlBody(request: unknown): Record<string, unknown> | null {
  const { body } = (request ?? {}) as { body?: unknown };
  const { contentType, content } = (body ?? {}) as { contentType?: unknown; content?: unknown };
  if (contentType !== 'text' || typeof content !== 'string') return null;
  return { ...(request as Record<string, unknown>), body: { contentType: 'html', content: htmlFromText(content) } };
}

function htmlFromText(text: string): string {
  // Of blanks side by side, and at the begin of a line, HTML keeps those that do not break.
  const html = text
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .replace(/^ | (?= )/gm, '&nbsp;')
    .replace(/\n/g, '<br>');
  return collapses.test(text) ? `<pre>${html}</pre>` : html;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** White space that is one blank in HTML, and has no name there. */
const collapses = /[\t\f\v\u200b]/;
