import { describe, expect, it } from 'vitest';
import { decodeCalendarId, decodeItemId, decodeListId, decodeTaskId, encodeCalendarId, encodeItemId, encodeListId } from './ids.js';

describe('ids', () => {
  it.each(['m001', 'm999', 'm1000', 'm12345'])('of mailbox %s are understood in both formats, and those of others are not', (mailbox) => {
    for (const format of ['default', 'immutable'] as const) {
      expect(decodeItemId(encodeItemId({ key: `${mailbox}e00000007`, date: '2026-03-02' }, format))).toEqual({
        key: `${mailbox}e00000007`,
        date: '2026-03-02',
      });
      expect(decodeTaskId(encodeItemId({ key: `${mailbox}t00000007` }, format))).toBe(`${mailbox}t00000007`);
    }
    expect(decodeListId(encodeListId(`${mailbox}l0001`))).toBe(`${mailbox}l0001`);
    for (const format of ['default', 'immutable'] as const)
      expect(decodeCalendarId(encodeCalendarId({ key: `${mailbox}c0001`, idVersion: 2 }, format))).toEqual({
        key: `${mailbox}c0001`,
        idVersion: 2,
      });
    expect([
      decodeListId(encodeCalendarId({ key: `${mailbox}c0001` }, 'default')),
      decodeTaskId(encodeItemId({ key: `${mailbox}e00000007` }, 'default')),
    ]).toEqual([undefined, undefined]);
  });
});
