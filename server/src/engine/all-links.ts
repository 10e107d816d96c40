import type { StoredLink, SyncStore, Target } from '../storage/port';

/** All links of a target, a chunk at a time, in stable order. */
export async function* allLinks(store: Pick<SyncStore, 'allLinks'>, target: Target, size: number): AsyncGenerator<StoredLink[]> {
  for (let after = 0; ;) {
    const links = await store.allLinks(target, after, size);
    const last = links.at(-1);
    if (!last) return;
    after = last.id;
    yield links;
  }
}
