import type { ConflictResolution } from '../../src/contracts';
import type { StoredLink, SyncStore } from '../../server/src/storage/port';
import { between } from './batch-parts';
import type { Microsoft } from './graph';
import { ofTarget } from './state';
import type { Breakage } from './world';

/**
 * Eight ways in which engines of this kind were broken, each put over the real one from outside. A test that cannot tell them from
 * the real one would prove nothing about it.
 */
export const mutations = {
  'cursor saved early': { fetch: savesCursorEarly },
  'no If-Match': { fetch: (fetch) => between(fetch, { out: (part) => ({ ...part, headers: without(part.headers, 'If-Match') }) }) },
  echo: { store: forgetsItsOwnWrites },
  'no transactionId': {
    conditions: lagging,
    fetch: (fetch) =>
      between(fetch, {
        out: (part) => (part.method === 'POST' && part.body ? { ...part, body: without(part.body, 'transactionId') } : part),
      }),
  },
  'window loss taken for deletion': { fetch: believesTheFeed },
  'timestamp instead of base': { store: forgetsBases, resolution: () => 'newest-wins' },
  'wiped fields': {
    fetch: (fetch) =>
      between(fetch, { out: (part) => (part.method === 'PATCH' ? { ...part, body: { ...part.body, hideAttendees: false } } : part) }),
  },
  'wrong winner': { resolution: (right) => opposite[right] ?? right },
} as const satisfies Record<string, Breakage>;

/** Neither feed nor search show at once what was made: then the key alone keeps a repeated create from doubling it. */
export function lagging(microsoft: Microsoft): void {
  microsoft.searchLagMilliseconds = 10 * 60_000;
  microsoft.setReplicationDelay(10 * 60_000);
}

const opposite: Partial<Record<ConflictResolution, ConflictResolution>> = {
  'strapi-wins': 'microsoft-wins',
  'microsoft-wins': 'strapi-wins',
};
const without = <T extends object>(from: T | undefined, name: string): T =>
  Object.fromEntries(Object.entries(from ?? {}).filter(([key]) => key !== name)) as T;
interface Page {
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
  readonly value?: readonly { readonly id: string; readonly '@removed'?: object }[];
}

/** Goes on from a page as soon as it has come, whatever becomes of what stands on it. */
function savesCursorEarly(...[fetch, holder]: Parameters<NonNullable<Breakage['fetch']>>): typeof globalThis.fetch {
  return between(fetch, {
    back(answer, { url }) {
      const page = answer.body as Page | null;
      const link = page?.['@odata.nextLink'] ?? page?.['@odata.deltaLink'];
      const of = ofTarget(holder.state, { user: 'ada', resource: url.includes('/todo/') ? 'tasks' : 'calendar' });
      if (url.includes('delta') && link !== undefined)
        for (const [id, cursor] of of.cursors) of.cursors.set(id, { ...cursor, link, isSettled: page?.['@odata.deltaLink'] !== undefined });
      return answer;
    },
  });
}

/** What was written is not noted as agreed. */
function forgetsItsOwnWrites(store: SyncStore): SyncStore {
  const agreesToNothing = <T extends { base?: unknown }>({ base: _base, ...rest }: T) => rest;
  return {
    ...store,
    commit: (target, { linkChanges = [], ...others }) =>
      store.commit(target, { ...others, linkChanges: linkChanges.map(({ id, changes }) => ({ id, changes: agreesToNothing(changes) })) }),
  };
}

/** Whatever is reported as removed counts as deleted, without asking. */
function believesTheFeed(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const removed = new Set<string>();
  return between(fetch, {
    back(answer, { method, url }) {
      const page = answer.body as Page | null;
      if (url.includes('delta') && Array.isArray(page?.value)) {
        for (const { id, '@removed': mark } of page.value) {
          if (mark) removed.add(id);
          else removed.delete(id);
        }
      }
      const isRemoved = method === 'GET' && [...removed].some((id) => url.includes(encodeURIComponent(id)));
      return isRemoved ? { ...answer, status: 404, body: { error: { code: 'ErrorItemNotFound', message: '' } } } : answer;
    },
  });
}

/** Of two texts that differ the newer one wins, whoever changed it. */
function forgetsBases(store: SyncStore): SyncStore {
  const unknown = { subject: '?', body: '?', location: '?' };
  return {
    ...store,
    linksByMicrosoftId: async (target, ids) =>
      new Map(
        [...(await store.linksByMicrosoftId(target, ids))].map(([id, link]): [string, StoredLink] => [
          id,
          { ...link, base: { ...link.base, ...unknown } },
        ]),
      ),
  };
}
