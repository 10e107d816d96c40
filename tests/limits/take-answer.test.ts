import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LEFT_OUT } from '../../src/sync/resource';
import { createTaker } from '../../server/src/microsoft/take-answer';

const lists = fc.constantFrom('value', 'responses', 'other');
const entry = fc.oneof(
  fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }),
  fc.record({ id: fc.string({ unit: 'binary' }), body: fc.integer({ min: 15_000, max: 40_000 }).map((n) => '{"}],\\é'.repeat(n / 7)) }),
  fc.jsonValue({ maxDepth: 2 }),
);
const answer = fc
  .tuple(fc.array(fc.tuple(lists, fc.array(entry, { maxLength: 6 })), { maxLength: 3 }), fc.jsonValue())
  .map(([all, rest]) => ({ rest, ...Object.fromEntries(all) }));
const spacing = fc.constantFrom(undefined, 1, '\t');

function taken(text: string, of: { most: number; mayLeaveOut: boolean }, size: number) {
  const taker = createTaker(of);
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) if (!taker.take(bytes.subarray(from, from + size))) break;
  return taker.taken();
}

it('what fits is taken to the letter, in whatever pieces it comes', () => {
  fc.assert(
    fc.property(answer, spacing, fc.integer({ min: 1, max: 5_000 }), fc.boolean(), (value, space, size, mayLeaveOut) => {
      const text = JSON.stringify(value, null, space);
      const { bytes, isTooLarge } = taken(text, { most: 1_000_000, mayLeaveOut }, size);
      expect(isTooLarge).toBe(false);
      expect(Buffer.from(bytes).toString()).toBe(text);
    }),
    { numRuns: 300 },
  );
});

it('of what does not fit, the entries that are too long go, and nothing else', () => {
  fc.assert(
    fc.property(answer, spacing, fc.integer({ min: 1, max: 5_000 }), (value, space, size) => {
      const text = JSON.stringify(value, null, space);
      const most = Math.max(text.length - 20_000, 1_000);
      const { bytes, isTooLarge } = taken(text, { most, mayLeaveOut: true }, size);
      if (isTooLarge) {
        expect(most).toBeLessThan(Buffer.byteLength(text));
        return;
      }
      const read = JSON.parse(Buffer.from(bytes).toString()) as Record<string, unknown>;
      expect(Object.keys(read)).toEqual(Object.keys(JSON.parse(text) as object));
      for (const [name, list] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
        if (!Array.isArray(list)) {
          expect(read[name]).toEqual(list);
          continue;
        }
        expect(read[name]).toHaveLength(list.length);
        for (const [at, whole] of list.entries()) {
          const one = (read[name] as Record<string, unknown>[])[at];
          if (one?.[LEFT_OUT] !== true) expect(one).toEqual(whole);
          else {
            expect(JSON.stringify(whole, null, space).length).toBeGreaterThan(15_000);
            expect(one['id']).toBe((whole as { id: string }).id);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});
