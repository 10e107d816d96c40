import { calendar } from '../../../src/calendar/definition';
import { exceptionOf, NoSuchOccurrence } from '../../../src/calendar/exception-of';
import { splitSeries } from '../../../src/calendar/split-series';
import { storedInstant } from '../../../src/canonical/stored-instant';
import type { Resource } from '../../../src/contracts';
import type { AboutToSave, SavingMeans } from '../../../src/contracts/http-calendar';
import { told } from '../../../src/contracts/reasons';
import { itemFields } from '../../../src/items/fields';
import { unasked } from '../../../src/sync/link';
import type { ResourceDefinition } from '../../../src/sync/resource';
import { wouldBeHeld } from '../../../src/sync/saving-means';
import type { ResourceSettings } from '../../../src/sync/situation';
import { tasksIn } from '../../../src/tasks/definition';
import { linkOf } from '../review/dependencies';
import type { StoredLink } from '../storage/port';
import type { ExplainDeps, FoundEntry } from './explain-entry';

type Row = Readonly<Record<string, unknown>>;

/** Of what Microsoft has not seen, no setting makes a difference. */
const unseen: ResourceSettings = { direction: 'bidirectional', conflictResolution: 'strapi-wins', invitations: 'ask' };
const nothing: SavingMeans = { held: [], dropped: [] };

/** `isTold`: whether whoever asks may know how an entry of this person stands. */
export async function savingMeans(deps: ExplainDeps, asked: AboutToSave, isTold: (user: string) => Promise<boolean>): Promise<SavingMeans> {
  const resource = deps.resourceOf(asked.uid);
  if (resource === null) return nothing;
  const data = writable(resource, asked.data);
  const { documentId } = asked;
  if (documentId === null) {
    const of = { definition: definitionIn(resource, 'UTC'), settings: unseen, link: null, isReadOnly: false };
    return { held: heldOf(wouldBeHeld({ ...of, row: { ...data, documentId: 'new' } })), dropped: [] };
  }
  const entry = await deps.entryOf(asked.uid, documentId);
  if (!entry?.row || entry.user === null || entry.apart !== null || !(await isTold(entry.user))) return nothing;
  const target = { user: entry.user, resource };
  const known = await linkOf(deps.store, target, { documentId: entry.id, microsoftId: null });
  const link = known?.state === 'linked' ? known : null;
  const cursor = (await deps.store.cursors(target)).find(({ collection }) => collection.id === link?.collection);
  const definition = definitionIn(resource, await deps.timeZoneOf(target));
  try {
    const { dropped, ...saved } = await asSaved(deps, { asked, entry, row: entry.row, data, definition, link });
    const isReadOnly = cursor?.collection.isReadOnly === true;
    const held = wouldBeHeld({ definition, settings: (await deps.settingsOf(target)).sync, isReadOnly, ...saved });
    return { held: heldOf(held), dropped };
  } catch (error) {
    if (error instanceof NoSuchOccurrence) return nothing; // saving it says so
    throw error;
  }
}

interface Saved {
  readonly row: Row;
  readonly link: StoredLink | null;
  readonly dropped: string[];
}
interface Of {
  readonly asked: AboutToSave;
  readonly entry: FoundEntry;
  readonly row: Row;
  readonly data: Row;
  readonly definition: ResourceDefinition;
  readonly link: StoredLink | null;
}

/** The entry that there would be, and what Microsoft has in its place. */
async function asSaved(deps: ExplainDeps, of: Of): Promise<Saved> {
  const { asked, row, data, link } = of;
  if (asked.originalStart === undefined) return { row: { ...row, ...data }, link, dropped: [] };
  if (asked.scope === 'this-and-following') return following(of, asked.originalStart, await deps.exceptionsOf(of.entry));
  const exception = { ...exceptionOf(row, asked.originalStart, {}), ...data, documentId: 'new' };
  return { row: exception, link: link && placeOf(of, link, exception), dropped: [] };
}

/** What Microsoft has there is the plain occurrence. */
function placeOf({ definition: { parts, readStrapi } }: Of, link: StoredLink, exception: Row): StoredLink | null {
  const reading = readStrapi(exception);
  if (reading.kind !== 'item' || !reading.part || !parts || link.microsoftId === null) return null;
  const { key } = reading.part;
  return { ...link, part: { of: link.microsoftId, key }, base: parts.base(link.base, key), facts: unasked(link.facts) };
}

/** All from an occurrence on become a series of their own, or, from the first one on, the series itself is another one. */
function following({ row, data, definition, link }: Of, originalStart: string, exceptions: readonly Row[]): Saved {
  const { earlier, later, gone } = splitSeries(row, originalStart, { data, exceptions });
  const dropped = gone.flatMap((one) => storedInstant(one['originalStart']) ?? []).sort();
  if (earlier !== null) return { row: { ...later, documentId: 'new' }, link: null, dropped };
  const { start, end, recurrence, excludedDates } = later;
  const whole = { ...row, ...data, ...('start' in data ? { start, end, recurrence, excludedDates } : {}) };
  const [from, to] = [definition.readStrapi(row), definition.readStrapi(whole)];
  const isKept = from.kind === 'item' && to.kind === 'item' && definition.parts?.areKept(from.values, to.values) === true;
  return { row: whole, link, dropped: isKept ? [] : dropped };
}

const definitionIn = (resource: Resource, timeZone: string): ResourceDefinition =>
  resource === 'calendar' ? calendar : tasksIn({ timeZone });

/** What only the engine writes, no form changes. */
const writable = (resource: Resource, data: Row): Row =>
  Object.fromEntries(Object.entries(data).filter(([name]) => itemFields(resource).get(name)?.isWritten === true));

const heldOf = (held: ReturnType<typeof wouldBeHeld>): SavingMeans['held'] =>
  held.map(({ fields, why }) => {
    const { words: message, reason } = told(why);
    return { fields: [...fields], message, reason };
  });
