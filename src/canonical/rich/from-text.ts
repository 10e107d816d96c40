/** A text without formatting as a document. */
import { canonicalText } from '../text';
import { paragraphsOf } from './builder';
import { type Block, plain } from './document';
import { settled } from './settled';

export function blocksFromText(text: string): readonly Block[] {
  const lines = canonicalText(text)
    .split('\n')
    .map((line) => [{ text: line.replace(/\t/g, ' '), style: plain }]);
  return settled(paragraphsOf(lines));
}
