import { describe, expect, it } from 'vitest';

import { within } from './without-full-stop';

describe('a sentence within another one', () => {
  it.each([
    ['The mailbox is full.', 'The mailbox is full'],
    ['The mailbox is full. ', 'The mailbox is full'],
    ['Wait…', 'Wait…'],
    ['Really?', 'Really?'],
    ['ErrorInvalidRequest', 'ErrorInvalidRequest'],
    ['邮箱已满。', '邮箱已满'],
    ['.', ''],
  ])('%j is %j there', (sentence, inThere) => expect(within(sentence)).toBe(inThere));
});
