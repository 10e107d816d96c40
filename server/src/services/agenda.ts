import { errors } from '@strapi/utils';
import { grouped } from '../../../src/canonical/grouped';
import { storedInstant } from '../../../src/canonical/stored-instant';
import { lineOf } from '../../../src/canonical/text';
import { type Resource, RESOURCES } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';
import type { CalendarEntry, CalendarTask, Standing, Standings } from '../../../src/contracts/http-calendar';
import type { Home } from '../../../src/homes/home';
import { shownItem } from '../../../src/items/shown';
import { addressOf, documentIdOf, entryId } from '../../../src/sync/entry-id';
import type { HostUsers } from '../host/users';
import type { Entries } from '../storage/entries/local-items';
import type { LocalRow, SyncStore, Target } from '../storage/port';
import { toldHeld } from '../review/told-held';
import { isPrivate } from './items/private';
import { versionOf, withVersion } from './items/version-of';
import { rangeOf } from './range-of';
import { expandIn } from './expand-in';

export interface AgendaDeps {
  readonly users: HostUsers;
  readonly store: Pick<SyncStore, 'linksByDocumentId' | 'marksOf' | 'held' | 'conflicts'>;
  readonly homes: (resource: Resource) => readonly Home[];
  /** In the zone of this person's mailbox; null: in UTC. */
  readonly entriesOf: (resource: Resource, user: string | null) => Promise<Entries>;
  readonly now: () => Promise<number>;
}
interface Whose {
  readonly user: string;
  /** Of what is private, somebody else is told the time alone. */
  readonly isOwn: boolean;
}

/** A person's calendar and tasks with how each entry stands with Microsoft 365. */
export interface Agenda {
  entries(of: Whose & { readonly from: string; readonly to: string }): Promise<CalendarEntry[]>;
  /** Those that are open, and those that were completed in the last days. */
  tasks(of: Whose): Promise<CalendarTask[]>;
  /** Of entries of one content type, by documentId; without those of people who are not shown, and of nobody. */
  standings(of: {
    readonly uid: string;
    readonly ids: readonly string[];
    readonly isShown: (user: string) => Promise<boolean>;
  }): Promise<Standings>;
}

const ROWS_AT_ONCE = 500;
const DAYS_OF_COMPLETED = 7;
const DAY = 86_400_000;

export function createAgenda(deps: AgendaDeps): Agenda {
  const uidsOf = (resource: Resource) => {
    const uids = new Map(deps.homes(resource).map(({ name, uid }) => [name, uid]));
    return (home: string) => uids.get(home) ?? '';
  };
  return {
    async entries({ user, isOwn, from, to }) {
      const range = rangeOf(from, to);
      await mustExist(deps, user);
      const entries = await deps.entriesOf('calendar', user);
      const rows = await entries.during(user, range);
      const byId = new Map(rows.map((row) => [row.documentId, row]));
      const found = await expandIn(rows, range);
      const standings = await standingsOf(deps, { user, resource: 'calendar' }, [...new Set(found.map(({ event }) => event))]);
      const uidOf = uidsOf('calendar');
      const versions = await versionsOf(entries, rows, found, uidOf);
      return found.map(({ event, series, subject, ...when }) => {
        const row = byId.get(event)?.row ?? {};
        const isHidden = isPrivate(row) && !isOwn;
        return {
          user,
          uid: uidOf(addressOf(event).home),
          documentId: documentIdOf(event),
          series: series === null ? null : documentIdOf(series),
          ...when,
          subject: isHidden ? null : subject,
          location: isHidden ? null : (lineOf(row['location']) ?? null),
          showAs: typeof row['showAs'] === 'string' ? row['showAs'] : null,
          isPrivate: isPrivate(row),
          isOfOthers: row['isOrganizer'] === false,
          version: isHidden ? null : (versions.get(event) ?? null),
          seriesVersion: isHidden || series === null ? null : (versions.get(series) ?? null),
          standing: isHidden ? withoutWords(standings.get(event)) : (standings.get(event) ?? { kind: 'here' }),
        };
      });
    },
    async tasks({ user, isOwn }) {
      await mustExist(deps, user);
      const entries = await deps.entriesOf('tasks', user);
      const since = new Date((await deps.now()) - DAYS_OF_COMPLETED * DAY).toISOString().slice(0, 10);
      const rows = await shownRows(entries, user, since);
      const standings = await standingsOf(deps, { user, resource: 'tasks' }, rows.map(({ documentId }) => documentId)); // prettier-ignore
      const uidOf = uidsOf('tasks');
      return rows.map(({ documentId, row }) => ({
        ...withVersion('tasks', shownItem('tasks', row, uidOf)),
        ...(isOwn ? {} : { body: null, html: null }),
        user,
        standing: standings.get(documentId) ?? { kind: 'here' },
      }));
    },
    async standings({ uid, ids, isShown }) {
      const found: Record<string, Standing> = {};
      for (const resource of RESOURCES) {
        const names = deps.homes(resource).flatMap((home) => (home.uid === uid ? [home.name] : []));
        if (names.length === 0) continue;
        const asked = ids.flatMap((documentId) => names.map((home) => entryId({ home, documentId })));
        const rows = [...(await (await deps.entriesOf(resource, null)).read(asked)).values()];
        const taking = rows.filter(({ owner, standing }) => owner !== null && standing === undefined);
        for (const [user, own] of grouped(taking.map((row) => [row.owner ?? '', row]))) {
          if (!(await isShown(user))) continue;
          const names = own.map(({ documentId }) => documentId);
          const standings = await standingsOf(deps, { user, resource }, names);
          for (const name of names) found[documentIdOf(name)] = standings.get(name) ?? { kind: 'here' };
        }
      }
      return found;
    },
  };
}

/** Of every entry of which something is shown, and of the series of each. One that is shown by exceptions alone need not be among the rows. */
async function versionsOf(
  entries: Entries,
  rows: readonly LocalRow[],
  found: readonly { readonly event: string; readonly series: string | null }[],
  uidOf: (home: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map(rows.map((one) => [one.documentId, one]));
  const named = new Set(found.flatMap(({ event, series }) => (series === null ? [event] : [event, series])));
  const missing = [...named].filter((id) => !known.has(id));
  const all = missing.length === 0 ? known : new Map([...known, ...(await entries.read(missing))]);
  return new Map(
    [...named].flatMap((id) => {
      const row = all.get(id)?.row;
      return row ? [[id, versionOf('calendar', shownItem('calendar', row, uidOf))] as const] : [];
    }),
  );
}

async function mustExist({ users }: AgendaDeps, user: string): Promise<void> {
  if (!(await users.find(user)))
    throw new errors.NotFoundError('This user does not exist (any more).', { code: 'unknown-user' satisfies ErrorCode });
}

async function shownRows(entries: Entries, user: string, since: string): Promise<LocalRow[]> {
  const shown: LocalRow[] = [];
  for (let after = 0; ;) {
    const rows = await entries.ofOwner(user, after, ROWS_AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) return shown;
    shown.push(...rows.filter(({ row, standing }) => standing === undefined && isShown(row, since)));
    after = last.id;
  }
}

function isShown(row: Readonly<Record<string, unknown>>, since: string): boolean {
  if (row['taskStatus'] !== 'completed') return true;
  // Microsoft says the day of what was ticked off here; until then that of the last edit stands for it.
  const completed = storedInstant(row['completedDate'] ?? row['updatedAt']);
  return completed !== null && completed.slice(0, 10) >= since;
}

/** By their names among all homes; what is not among them is in Strapi alone. A person is asked first: a conflict, then what is held, then what waits. */
async function standingsOf({ store }: AgendaDeps, target: Target, ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const found = new Map<string, Standing>();
  for (const [id, { state }] of await store.linksByDocumentId(target, ids))
    found.set(id, state === 'linked' ? { kind: 'same' } : state === 'creating' ? { kind: 'waiting' } : { kind: 'here' });
  for (const [id, { isDeferred }] of await store.marksOf(target, ids)) if (!isDeferred) found.set(id, { kind: 'waiting' });
  for (const { documentId, code, message, reason } of (await store.held({ ...target, ignored: false })).map(toldHeld))
    if (documentId !== null) found.set(documentId, { kind: 'held', code, message, reason });
  for (const { documentId, fields } of await store.conflicts({ ...target, decided: false }))
    if (documentId !== null) found.set(documentId, { kind: 'conflict', fields });
  return found;
}

/** What the words of a refusal quote is the entry's own. */
function withoutWords(standing: Standing | undefined): Standing {
  if (standing === undefined) return { kind: 'here' };
  return standing.kind === 'held' ? { ...standing, message: '', reason: null } : standing;
}
