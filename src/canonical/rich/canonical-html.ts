import { atOnce } from '../at-once';
import { blocksInSteps } from './from-html';
import { htmlInSteps } from './to-html';

export interface CanonicalHtml {
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

export const canonicalHtml = (html: string): string => atOnce(canonicalHtmlInSteps(html, Infinity)).html;
