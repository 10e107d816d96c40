/** Graph's itemBody as plain text. A body longer than ours may be is cut, and says so: then it must never be written back. */
import { textFromHtml } from './body-text';
import { canonicalText } from './text';

/** Graph takes requests of 4 MB; a text must also survive being escaped in JSON. */
export const LONGEST_BODY = 3_500_000;

export function bodyFromMicrosoft(body: unknown): { text: string; isComplete: boolean } {
  if (typeof body !== 'object' || body === null) return { text: '', isComplete: true };
  const { contentType, content } = body as Record<string, unknown>;
  if (typeof content !== 'string') return { text: '', isComplete: true };
  const isHtml = typeof contentType === 'string' && contentType.toLowerCase() === 'html';
  const text = isHtml ? textFromHtml(content) : canonicalText(content);
  if (text.length <= LONGEST_BODY) return { text, isComplete: true };
  return { text: canonicalText(text.slice(0, LONGEST_BODY)), isComplete: false };
}
