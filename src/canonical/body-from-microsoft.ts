/** Graph's itemBody as plain text. A body longer than ours may be is cut, and says so: then it must never be written back. */
import { textInSteps } from './html/text-from-html';
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

/** All of it at once, for what is small or has been through `bodyInSteps` before. Never throws. */
export function bodyFromMicrosoft(body: unknown): PlainBody {
  const steps = bodyInSteps(body);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** In steps of some tens of thousands of characters, so that whoever has others waiting may pause between two. */
export function* bodyInSteps(body: unknown): Generator<undefined, PlainBody> {
  if (typeof body !== 'object' || body === null) return { text: '', isComplete: true };
  const { contentType, content, isCut } = body as Record<string, unknown>;
  if (typeof content !== 'string') return { text: '', isComplete: true };
  const isHtml = typeof contentType === 'string' && contentType.toLowerCase() === 'html';
  const most = isHtml ? LONGEST_HTML : LONGEST_TEXT;
  const read = content.length > most ? content.slice(0, most) : content;
  const text = yield* isHtml ? textInSteps(read) : canonicalInSteps(read);
  if (text.length <= LONGEST_BODY) return { text, isComplete: isCut !== true && read.length === content.length };
  return { text: yield* canonicalInSteps(text.slice(0, LONGEST_BODY)), isComplete: false };
}

/** As Graph would have sent it, had it given the text. */
export const asItemBody = ({ text, isComplete }: PlainBody): Record<string, unknown> => ({
  contentType: 'text',
  content: text,
  ...(isComplete ? {} : { isCut: true }),
});
