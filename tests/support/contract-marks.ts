import { describe, expect, it } from 'vitest';
import type { Target } from '../../server/src/stores/port';
import type { Stores } from './store-contract';

export function describeMarks(stores: () => Stores): void {
  const calendar = (): Target => ({ user: stores().ada, resource: 'calendar' });

  describe('marks', () => {
    it('have a version that each mark raises, and are cleared in the version that was read only', async () => {
      const { store } = stores();
      await store.mark(calendar(), ['d1', 'd2']);
      const [first] = await store.marks(calendar(), 1);
      expect(first).toMatchObject({ documentId: 'd1', version: 1, sawDelete: false });
      await store.mark(calendar(), ['d1']);
      await store.clearMarks(calendar(), first ? [first] : []);
      expect((await store.marksOf(calendar(), ['d1', 'd9'])).get('d1')?.version).toBe(2);
      await store.clearMarks(calendar(), [...(await store.marksOf(calendar(), ['d1'])).values()]);
      expect((await store.marks(calendar(), 9)).map(({ documentId }) => documentId)).toEqual(['d2']);
      expect(await store.marks({ ...calendar(), resource: 'tasks' }, 9)).toEqual([]);
    });

    it('remember a deletion, whatever comes after', async () => {
      const { store } = stores();
      await store.mark(calendar(), ['d1'], { sawDelete: true });
      await store.mark(calendar(), ['d1']);
      expect(await store.marks(calendar(), 9)).toMatchObject([{ sawDelete: true, version: 2 }]);
    });

    it('that are refused stay, and are not shown again before the next edit', async () => {
      const { store } = stores();
      await store.mark(calendar(), ['d1'], { sawDelete: true });
      await store.refuse(calendar(), await store.marks(calendar(), 9));
      expect(await store.marks(calendar(), 9)).toEqual([]);
      expect((await store.marksOf(calendar(), ['d1'])).get('d1')).toMatchObject({ sawDelete: true });
      await store.mark(calendar(), ['d1']);
      expect(await store.marks(calendar(), 9)).toMatchObject([{ documentId: 'd1', version: 2, sawDelete: true }]);
    });

    it('that are cleared are forgotten, refusals too', async () => {
      const { store } = stores();
      await store.mark(calendar(), ['d1']);
      await store.refuse(calendar(), await store.marks(calendar(), 9));
      await store.clearMarks(calendar(), [...(await store.marksOf(calendar(), ['d1'])).values()]);
      await store.mark(calendar(), ['d1']);
      expect(await store.marks(calendar(), 9)).toMatchObject([{ documentId: 'd1', version: 1 }]);
    });
  });
}
