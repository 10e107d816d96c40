/** Graph's itemBody as plain text, and with its formatting. A body longer than ours may be is cut, and says so: then it must never be written back. */
import { atOnce } from './at-once';
import { textInSteps } from './html/text-from-html';
import { type CanonicalHtml, canonicalHtmlInSteps } from './rich/canonical-html';
import { blocksFromText } from './rich/from-text';
import { htmlOf } from './rich/to-html';
import { canonicalInSteps } from './text';

/** Graph takes requests of 4 MB; a text must also survive being escaped in JSON. */
export const LONGEST_BODY = 3_500_000;
/** Of a longer one the rest is not read. */
const LONGEST_HTML = 4_000_000;
const LONGEST_TEXT = 2 * LONGEST_BODY; // of which line ends and blanks may go

interface PlainBody {
  readonly text: string;
  readonly isComplete: boolean;
}

/** All of it at once, for what is small or has been through `itemBodyInSteps` before. Never throws. */
export const bodyFromMicrosoft = (body: unknown): PlainBody => atOnce(bodyInSteps(body));

/** In steps of some tens of thousands of characters, so that whoever has others waiting may pause between two. */
function* bodyInSteps(body: unknown): Generator<undefined, PlainBody> {
  if (typeof body !== 'object' || body === null) return { text: '', isComplete: true };
  const { content, isCut } = body as Record<string, unknown>;
  if (typeof content !== 'string') return { text: '', isComplete: true };
  const most = isHtml(body) ? LONGEST_HTML : LONGEST_TEXT;
  const read = content.length > most ? content.slice(0, most) : content;
  const text = yield* isHtml(body) ? textInSteps(read) : canonicalInSteps(read);
  if (text.length <= LONGEST_BODY) return { text, isComplete: isCut !== true && read.length === content.length };
  return { text: yield* canonicalInSteps(text.slice(0, LONGEST_BODY)), isComplete: false };
}

/** With its formatting; of a text, its paragraphs. All of it at once, as `bodyFromMicrosoft`. Never throws. */
export function richBodyFromMicrosoft(body: unknown): CanonicalHtml {
  const known = (body as { [READ]?: CanonicalHtml } | null | undefined)?.[READ];
  if (known) return known;
  if (isHtml(body)) return atOnce(richBodyInSteps(body));
  const { text, isComplete } = bodyFromMicrosoft(body);
  return { html: htmlOf(blocksFromText(text)), isComplete };
}

/** As Graph would have sent it, had it given the text; where it is HTML, with what that says. */
export function* itemBodyInSteps(body: unknown): Generator<undefined, Record<string, unknown>> {
  const { text, isComplete } = yield* bodyInSteps(body);
  const read = { contentType: 'text', content: text, ...(isComplete ? {} : { isCut: true }) };
  return isHtml(body) ? { ...read, [READ]: yield* richBodyInSteps(body) } : read;
}

/** No answer can hold it. */
const READ = Symbol('canonical HTML of this body');

function* richBodyInSteps({ content }: HtmlBody): Generator<undefined, CanonicalHtml> {
  const { html, isComplete } = yield* canonicalHtmlInSteps(content.slice(0, LONGEST_HTML), LONGEST_BODY);
  return { html, isComplete: isComplete && content.length <= LONGEST_HTML };
}

interface HtmlBody {
  readonly content: string;
}
function isHtml(body: unknown): body is HtmlBody {
  const { contentType, content } = (body ?? {}) as Record<string, unknown>;
  return typeof content === 'string' && typeof contentType === 'string' && contentType.toLowerCase() === 'html';
}
