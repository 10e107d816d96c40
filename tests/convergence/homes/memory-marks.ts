import { grouped } from '../../../src/canonical/grouped';
import type { Home } from '../../../src/homes/home';
import { entryId } from '../../../src/sync/entry-id';
import { versionOf } from '../../../server/src/storage/entries/version';
import { markDocument } from '../memory-store';
import { ofTarget, type State } from '../state';
import { matches } from './filters';
import type { MemoryCrm } from './memory-crm';
import { ownerOf } from './memory-home-items';

type Row = Readonly<Record<string, unknown>>;
interface Options {
  readonly holder: { state: State };
  readonly crm: () => MemoryCrm;
  /** Those that are configured at present. */
  readonly homes: () => readonly Home[];
  /** Who is synchronized. */
  readonly user: string;
  readonly now: () => number;
  /** The home for which the engine is writing; null: a person is. */
  readonly writingHome: () => string | null;
}

/** What the plugin's subscriber does around a write in the host's types (server/src/local-changes/subscribe-homes.ts). */
export function marksAround({ holder, crm, homes, user, now, writingHome }: Options) {
  /** Relations of the entry that decide whose it is or whether it takes part, by the type that they lead to. */
  const leadsTo = (home: Home, uid: string): string[] =>
    uid === DEAL && (home.owner[0] === 'deal' || 'deal' in (home.takesPart ?? {})) ? ['deal'] : [];

  function led(uid: string, documentIds: readonly string[]): [Home, string][] {
    return homes().flatMap((home) =>
      leadsTo(home, uid).flatMap((relation) =>
        crm()
          .all(home.uid)
          .filter((entry) => documentIds.includes(String((entry[relation] as Row | null)?.['documentId'])))
          .map(({ documentId }): [Home, string] => [home, documentId]),
      ),
    );
  }
  function mark(home: Home, documentId: string, byPerson: boolean): void {
    const version = versionOf(home);
    const inLocale = home.locale === null ? {} : { locale: home.locale };
    const entries = crm()
      .all(home.uid)
      .filter((entry) => entry.documentId === documentId && matches(inLocale, entry));
    const item = entries.find((entry) => matches(version.where as Row, entry));
    const owner = item ? ownerOf(home, item) : null;
    const target = { user, resource: home.resource };
    const id = entryId({ home: home.name, documentId });
    const isLinked = [...ofTarget(holder.state, target).links.values()].some((link) => link.documentId === id);
    const at = byPerson ? new Date(now()).toISOString() : null;
    if (owner === user) markDocument(ofTarget(holder.state, target), id, { sawDelete: false, at });
    else if (isLinked) markDocument(ofTarget(holder.state, target), id, { sawDelete: entries.length === 0 || owner !== null, at });
  }
  return (uid: string, documentIds: readonly string[], write: () => void): void => {
    const before = led(uid, documentIds);
    write();
    const own = writingHome();
    const left = new Set(
      own === null
        ? []
        : crm()
            .all(uid)
            .map(({ documentId }) => documentId),
    ); // of what the engine writes, what it deletes is told to other homes
    for (const home of homes())
      if (home.uid === uid && home.name !== own) for (const id of documentIds) if (!left.has(id)) mark(home, id, own === null);
    for (const [home, ids] of grouped([...before, ...led(uid, documentIds)])) for (const id of new Set(ids)) mark(home, id, false);
  };
}
const DEAL = 'api::deal.deal';
