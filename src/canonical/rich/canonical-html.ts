import { blocksInSteps } from './from-html';
import { htmlInSteps } from './to-html';

interface CanonicalHtml {
  readonly html: string;
  /** False: it was cut. */
  readonly isComplete: boolean;
}

/**
 * HTML in the one spelling in which bodies are kept and compared. It is about as long as what was read: where letters carry so much formatting that
 * it would grow to more than twice as much, the rest of them go without. In steps, so that whoever has others waiting may pause between two.
 */
export function* canonicalHtmlInSteps(html: string, most: number): Generator<undefined, CanonicalHtml> {
  return yield* htmlInSteps(yield* blocksInSteps(html), { formatted: 2 * html.length + 1_000, most });
}

export function canonicalHtml(html: string): string {
  const steps = canonicalHtmlInSteps(html, Infinity);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value.html;
  }
}
