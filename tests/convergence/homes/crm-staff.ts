import type { Resource } from '../../../src/contracts';
import { calendar } from '../../../src/calendar/definition';
import type { Home } from '../../../src/homes/home';
import { homesOfResource } from '../../../src/homes/of-resource';
import { rowOf } from '../../../src/homes/row';
import { entryId } from '../../../src/sync/entry-id';
import type { ResourceDefinition, Values } from '../../../src/sync/resource';
import { tasksIn } from '../../../src/tasks/definition';
import { versionOf } from '../../../server/src/storage/entries/version';
import type { Ledger } from '../ledger';
import type { HostRow } from '../state';
import type { Crm } from './documents';
import { matches } from './filters';
import { ACTIVITY, MEETING } from './homes-of-histories';
import { keyOf } from './key-of';
import { ownerOf, takesPart } from './memory-home-items';

type Row = Readonly<Record<string, unknown>>;

/** One document of the host's, as whoever looks at it in Strapi has it before them. */
export interface Entry {
  readonly documentId: string;
  readonly uid: string;
  /** The one whose filters let it through; of a meeting its own, whatever the filters say. */
  readonly home: Home;
  readonly key: string;
  /** The row that takes part where everything else is right; null: it is not published. */
  readonly item: HostRow | null;
  /** The row that is edited. */
  readonly draft: HostRow;
  readonly owner: string | null;
  /** It is this person's, and takes part. */
  readonly isPart: boolean;
}
interface StaffOptions {
  readonly crm: Crm;
  /** documentIds of the person of the history, and of somebody who is not synchronized. */
  readonly me: string;
  readonly other: string;
  readonly homes: readonly Home[];
  /** Names of homes that are not configured at present; null: homes stay as they are. */
  readonly takenOut: Set<string> | null;
  readonly timeZone: string;
}
export interface Draft {
  readonly was: unknown;
  readonly now: unknown;
}

/** What the people of both resources know: entries pass from one to the other. */
export class CrmStaff {
  readonly ledgers: Partial<Record<Resource, Ledger>> = {};
  /** Edits that are not published yet, by documentId and field. */
  readonly drafts = new Map<string, Map<string, Draft>>();
  /** Keys of items that did not take part for a while: what is deleted meanwhile, or right after it, stays in Microsoft or not. */
  readonly everApart = new Set<string>();
  /** Of those, the ones that are gone from Strapi. */
  readonly loose = new Set<string>();
  /** What nobody maps, by `documentId attribute`. */
  readonly beside = new Map<string, { readonly uid: string; readonly path: string; readonly value: string }>();
  /** Keys of what has gone from one home to another. */
  readonly passed = new Set<string>();
  /** Keys of series that were made in Microsoft: no home can hold them. */
  readonly seriesThere = new Set<string>();
  /** Keys of what people there deleted. */
  readonly deletedThere = new Set<string>();
  /** Keys of what was deleted while its home was not configured: the plugin did not hear of it, and asks. */
  readonly unheard = new Set<string>();
  haveHomesChanged = false;
  /** Keys of what stood in Microsoft when its entry stopped to take part: nobody but people deletes it there. */
  readonly mustStay = new Set<string>();
  private count = 0;

  constructor(readonly of: StaffOptions) {}

  stopsTakingPart(key: string, isThere: boolean): void {
    this.everApart.add(key);
    if (isThere) this.mustStay.add(key);
  }

  next(): number {
    return (this.count += 1);
  }

  async entries(resource: Resource): Promise<Entry[]> {
    const { crm, homes, me } = this.of;
    const found: Entry[] = [];
    for (const uid of [MEETING, ACTIVITY]) {
      const rows = await crm.rows(uid);
      const ofType = homes.filter((home) => home.uid === uid);
      for (const documentId of new Set(rows.map((row) => row.documentId))) {
        const versions = rows.filter((row) => row.documentId === documentId);
        const home = ofType.find((one) => ofType.length === 1 || versions.some((row) => takesPart(one, row)));
        if (home?.resource !== resource) continue;
        const version = versionOf(home);
        const draft = versions.find((row) => matches(version.writtenWhere as Row, row));
        const item = versions.find((row) => matches(version.where as Row, row)) ?? null;
        if (!draft) continue;
        const owner = ownerOf(home, item ?? draft);
        const key = keyOf({ title: draft['title'] }) ?? String(draft['title']);
        found.push({ documentId, uid, home, key, item, draft, owner, isPart: item !== null && owner === me && takesPart(home, item) });
      }
    }
    return found;
  }

  /** Of activities whose kind leads to no home there are none. */
  valuesOf({ home }: Entry, row: HostRow): Values {
    return valuesIn(home, row, this.of.timeZone);
  }

  /** What the home of an entry would make of Microsoft's values, without what it says nothing of. */
  asHeld({ home, documentId }: Entry, values: Values): Values {
    const definition = definitionOf(home.resource);
    const held = homesOfResource([home], { definition, timeZone: this.of.timeZone }).asHeld(
      entryId({ home: home.name, documentId }),
      values,
    );
    return Object.fromEntries(Object.entries(held ?? {}).filter(([field]) => !home.says.unread.includes(field)));
  }
}

const definitions = { calendar, tasks: tasksIn({ timeZone: 'Europe/Berlin' }) };
export const definitionOf = (resource: Resource): ResourceDefinition => definitions[resource];

/** Without fields of which the home says nothing. */
export function valuesIn(home: Home, row: HostRow, timeZone: string): Values {
  const reading = definitionOf(home.resource).readStrapi(rowOf(home, row, { timeZone }));
  if (reading.kind !== 'item') throw new Error(`an entry that cannot be read: ${JSON.stringify([reading, row])}`);
  return Object.fromEntries(Object.entries(reading.values).filter(([field]) => !home.says.unread.includes(field)));
}
