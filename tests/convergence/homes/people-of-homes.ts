import type { Resource } from '../../../src/contracts';
import { calendar } from '../../../src/calendar/definition';
import type { Home } from '../../../src/homes/home';
import { homesOfResource } from '../../../src/homes/of-resource';
import { rowOf } from '../../../src/homes/row';
import { entryId } from '../../../src/sync/entry-id';
import type { ResourceDefinition, Values } from '../../../src/sync/resource';
import { tasksIn } from '../../../src/tasks/definition';
import { versionOf } from '../../../server/src/storage/entries/version';
import { DAY, type When } from '../calendar-item';
import { allDay, dayOn, timed } from '../calendar-times';
import type { Ledger, SideName } from '../ledger';
import { type Edit, type HostEdit, type People, pick, type Stage, type Standing } from '../people';
import type { HostRow } from '../state';
import type { Crm } from './documents';
import { matches } from './filters';
import { altered } from './hook';
import { keyOf } from './key-of';
import { ACTIVITY, DEAL, MEETING } from './homes-of-histories';
import { ownerOf, takesPart } from './memory-home-items';
import { itemsThere, type ThereItem, thereOf } from './there';

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
interface Draft {
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

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  [MEETING]: ['subject', 'location', 'start', 'showAs'],
  calls: ['subject', 'start'],
  appointments: ['subject', 'location', 'start'],
  tasks: ['title', 'dueDate', 'taskStatus'],
};
const fieldsThere: Readonly<Record<Resource, readonly string[]>> = {
  calendar: ['subject', 'location', 'start', 'showAs', 'end'],
  tasks: ['title', 'dueDate', 'taskStatus'],
};

/** People at work on what the playground's homes hold, and in Microsoft. */
export function peopleOfHomes(staff: CrmStaff, { microsoft, ledger, from }: Omit<Stage, 'here'>, resource: Resource): People {
  const { crm, me, other, timeZone } = staff.of;
  staff.ledgers[resource] = ledger;
  const there = thereOf(microsoft, resource);
  const titleField = resource === 'calendar' ? 'subject' : 'title';
  const activities = crm.documents(ACTIVITY);
  const meetings = crm.documents(MEETING);
  const entries = () => staff.entries(resource);
  const shownOf = (entry: Entry): Row => asShown(staff.valuesOf(entry, entry.draft));

  /** `showAs` and `taskStatus` may stand for several values, and places are written in capitals. */
  const asShown = (values: Row): Row =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, inCapitals(field, value)]));
  const inCapitals = (field: string, value: unknown): unknown =>
    field === 'location' && typeof value === 'string' ? altered(value) : value;
  const note = (side: SideName, key: string, values: Row) => ledger.write(side, key, asShown(values));

  function fresh(field: string, key: string): { value: unknown; when?: When } {
    const count = staff.next();
    switch (field) {
      case 'start': {
        const when = timed(dayOn(from + (count % 30) * DAY), count);
        return { value: when.start, when };
      }
      case 'dueDate':
        return { value: dayOn(from + (count % 300) * DAY) };
      case 'showAs':
        return { value: (['busy', 'tentative', 'oof', 'free'] as const)[count % 4] };
      case 'taskStatus':
        return { value: (['notStarted', 'inProgress', 'waitingOnOthers', 'completed', 'deferred'] as const)[count % 5] };
      default:
        return { value: `${field === titleField ? `${key}: ` : ''}${field} ${count}` };
    }
  }
  /** What is seen of a field, and whatever of it looks the same. */
  function replace(side: SideName, key: string, shown: Row, how: 'edited' | 'deleted' = 'edited'): void {
    ledger.replace(side, key, asShown(shown), how);
    for (const field of ['showAs', 'taskStatus'])
      if (field in shown) for (const one of ledger.written) if (one.key === key && one.field === field) one.isSuperseded = true;
  }

  // Strapi

  function attributesOf({ uid, home, draft }: Entry, field: string, value: unknown, when?: When): Row {
    const attribute = home.codecs.find((codec) => codec.field === field)?.attributes[0] ?? '';
    if (field === 'start' && when)
      return { start: when.start, ...(uid === MEETING || home.name === 'appointments' ? { end: when.end } : {}) };
    if (field === 'showAs') return { certainty: value === 'tentative' ? 'tentative' : 'confirmed' };
    if (field === 'taskStatus') return { state: STATES[String(value)] };
    if (attribute === 'place.name') return { place: { ...idOf(draft['place']), name: value } };
    return { [attribute]: value };
  }

  async function create(side: SideName, shape: number): Promise<void> {
    const key = `item ${staff.next()}`;
    ledger.created.add(key);
    const title = fresh(titleField, key).value;
    if (side === 'there') return createThere(key, shape, String(title));
    if (resource === 'tasks') {
      const dueOn = fresh('dueDate', key).value;
      note('here', key, { title, dueDate: dueOn });
      return void (await activities.create({ data: { kind: 'task', title, dueOn, assignee: me } }));
    }
    const { when } = fresh('start', key);
    const location = fresh('location', key).value;
    const times = { start: when?.start, end: when?.end };
    if (shape % 5 < 2) {
      const kind = shape % 5 === 0 ? 'call' : 'meeting';
      const isCall = kind === 'call';
      note('here', key, { subject: title, start: when?.start, ...(isCall ? {} : { location }) });
      return void (await activities.create({
        data: { kind, title, assignee: me, ...(isCall ? { start: when?.start } : { ...times, place: location }) },
      }));
    }
    const known = (await crm.rows(DEAL)).filter((deal) => ownerIn(deal) === me && deal['stage'] !== 'lost');
    const deal =
      shape % 2 === 0 && known.length > 0
        ? (pick(known, shape) as HostRow)
        : await crm.documents(DEAL).create({ data: { name: `deal of ${key}`, owner: me } });
    const isPublished = shape !== 9;
    const data = { title, ...times, place: { name: location, city: `city of ${key}` }, deal: deal.documentId };
    const { documentId } = await meetings.create({ data, locale: 'en', ...(isPublished ? { status: 'published' as const } : {}) });
    staff.beside.set(`${documentId} place.city`, { uid: MEETING, path: 'place.city', value: `city of ${key}` });
    if (isPublished) note('here', key, { subject: title, start: when?.start, location });
    else {
      staff.everApart.add(key);
      staff.drafts.set(
        documentId,
        new Map(Object.entries({ subject: title, start: when?.start, location }).map(([field, now]) => [field, { was: null, now }])),
      );
    }
  }

  /** A person saves; of what is published both versions. */
  async function save(entry: Entry, data: Row, isDraftOnly: boolean): Promise<void> {
    const { documentId, uid, item } = entry;
    const documents = crm.documents(uid);
    if (uid !== MEETING) return void (await documents.update({ documentId, data }));
    const isPublished = !isDraftOnly && item !== null;
    await documents.update({ documentId, locale: 'en', data, ...(isPublished ? { status: 'published' as const } : {}) });
    if (isPublished) noteGoneLive(entry);
  }
  /** What stood in the draft alone is there for everybody now. */
  function noteGoneLive({ documentId, key, draft, home }: Entry): void {
    const stands = asShown(valuesIn(home, draft, timeZone));
    for (const [field, { was, now }] of staff.drafts.get(documentId) ?? []) {
      if (stands[field] !== inCapitals(field, now)) continue; // somebody else's by now
      if (was !== null) replace('here', key, { [field]: was });
      note('here', key, { [field]: now });
    }
    staff.drafts.delete(documentId);
  }

  async function edit(entry: Entry, field: string, isDraftOnly = false): Promise<void> {
    const { value, when } = fresh(field, entry.key);
    const shown = shownOf(entry)[field];
    if (shown === value || (field === 'showAs' && value !== 'tentative' && shown !== 'tentative')) return; // the host has two words, and that is the same one
    if (field === 'taskStatus' && STATES[String(shown)] === STATES[String(value)]) return;
    if (field === 'showAs' && value !== 'tentative' && value !== 'busy') return edit(entry, field, isDraftOnly);
    const stays = entry.uid === MEETING && (isDraftOnly || entry.item === null);
    if (stays) {
      const drafts = staff.drafts.get(entry.documentId) ?? new Map<string, Draft>();
      if (entry.item === null) replace('here', entry.key, { [field]: shown }); // nobody else sees it any more
      staff.drafts.set(entry.documentId, drafts.set(field, { was: drafts.get(field)?.was ?? shown ?? null, now: value }));
    } else {
      staff.drafts.get(entry.documentId)?.delete(field);
      const seen = entry.item ? asShown(staff.valuesOf(entry, entry.item))[field] : shown;
      replace('here', entry.key, { [field]: seen });
      note('here', entry.key, { [field]: value });
    }
    await save(entry, attributesOf(entry, field, value, when), stays);
  }

  async function remove(entry: Entry, locale?: string): Promise<void> {
    noteGone(entry);
    staff.drafts.delete(entry.documentId);
    await crm.documents(entry.uid).delete({ documentId: entry.documentId, ...(entry.uid === MEETING ? { locale: locale ?? 'en' } : {}) });
  }
  const stopsTakingPart = ({ key }: Entry): void => staff.stopsTakingPart(key, there.items().some((item) => item.key === key)); // prettier-ignore
  function noteGone(entry: Entry): void {
    staff.mustStay.delete(entry.key);
    const { key, isPart } = entry;
    replace('here', key, shownOf(entry), 'deleted');
    if (isPart && !staff.everApart.has(key)) return ledger.remove('here', key);
    loosen(key);
  }
  function loosen(key: string): void {
    staff.loose.add(key);
    staff.everApart.add(key);
    for (const one of Object.values(staff.ledgers).flatMap(({ written }) => written)) if (one.key === key) one.isSuperseded = true;
  }
  function noteBack(entry: Entry): void {
    staff.loose.delete(entry.key);
    ledger.deleted.delete(entry.key);
    ledger.created.add(entry.key);
  }

  async function hostDeed({ what, which, to }: HostEdit): Promise<void> {
    const all = await entries();
    const ofMeetings = all.filter(({ uid }) => uid === MEETING);
    const ofActivities = all.filter(({ uid }) => uid === ACTIVITY);
    const meeting = pick(ofMeetings, which);
    switch (what) {
      case 'draft':
        return meeting && edit(meeting, pick(fieldsOf[MEETING] ?? [], to) ?? 'subject', true);
      case 'publish':
        return meeting && publish(meeting);
      case 'unpublish':
        if (!meeting?.item) return;
        stopsTakingPart(meeting);
        return void (await meetings.unpublish({ documentId: meeting.documentId, locale: 'en' }));
      case 'discard':
        if (!meeting?.item) return;
        staff.drafts.delete(meeting.documentId);
        return void (await meetings.discardDraft({ documentId: meeting.documentId, locale: 'en' }));
      case 'locale':
        return (
          meeting &&
          void (await meetings.update({ documentId: meeting.documentId, locale: 'de', data: { title: `auf Deutsch ${staff.next()}` } }))
        );
      case 'clone':
        return clone(pick(all, which));
      case 'kind':
        return changeKind(pick(ofActivities, which), to);
      case 'stage':
        return meeting && changeDeal(meeting, { stage: to % 2 === 0 ? 'lost' : 'won' });
      case 'reassign': {
        const entry = pick(all, which);
        const owner = [null, other, me][to % 3] ?? null;
        if (!entry) return;
        if (entry.uid === MEETING) return changeDeal(entry, { owner });
        noteOwner(entry, owner);
        return void (await activities.update({ documentId: entry.documentId, data: { assignee: owner } }));
      }
      case 'retention': {
        const before = new Date(from + to * 3 * DAY).toISOString();
        for (const entry of ofActivities)
          if (typeof entry.draft['start'] === 'string' && new Date(entry.draft['start']).toISOString() < before && entry.owner === me) {
            ledger.edits += 1;
            await remove(entry);
          }
        return;
      }
      case 'beside':
        return changeBeside(pick(all, which));
      case 'home': {
        const { takenOut, homes } = staff.of;
        const home = pick(homes, which);
        if (takenOut === null || !home) return;
        staff.haveHomesChanged = true;
        if (takenOut.has(home.name)) return void takenOut.delete(home.name);
        takenOut.add(home.name);
        // What was deleted just now, and no run has told Microsoft yet, is not followed any more.
        for (const { deleted } of Object.values(staff.ledgers)) for (const key of [...deleted]) loosen(key);
        for (const entry of await staff.entries(home.resource)) if (entry.home.name === home.name) stopsTakingPart(entry);
        return;
      }
      case 'beyond':
        return makeBeyond(pick(there.items(), which));
    }
  }

  async function publish(entry: Entry): Promise<void> {
    noteGoneLive(entry);
    await meetings.publish({ documentId: entry.documentId, locale: 'en' });
  }
  async function clone(entry: Entry | undefined): Promise<void> {
    if (!entry) return;
    const key = `item ${staff.next()}`;
    const title = `${key}: subject ${staff.next()}`;
    ledger.created.add(key);
    if (entry.uid === MEETING) staff.everApart.add(key);
    else if (entry.owner === me) note('here', key, { [titleField]: title });
    await crm.documents(entry.uid).clone({ documentId: entry.documentId, data: { title } });
  }
  /** It leaves the one home like a deletion, and comes in at the other. */
  async function changeKind(entry: Entry | undefined, to: number): Promise<void> {
    const kind = ['call', 'meeting', 'task'][to % 3] ?? 'call';
    if (!entry || entry.draft['kind'] === kind) return;
    const { key, documentId } = entry;
    const data = {
      kind,
      ...(entry.draft['start'] || kind === 'task' ? {} : { start: timed(dayOn(from), staff.next()).start }),
      ...(kind === 'meeting' && !entry.draft['end'] ? endOf(entry.draft, from, staff) : {}),
    };
    const wasPart = entry.isPart;
    staff.mustStay.delete(key);
    const seen = shownOf(entry);
    replace('here', key, seen, 'deleted');
    for (const name of staff.beside.keys()) if (name.startsWith(documentId)) staff.beside.delete(name);
    await activities.update({ documentId, data });
    const nextResource: Resource = kind === 'task' ? 'tasks' : 'calendar';
    const [now] = (await staff.entries(nextResource)).filter((one) => one.documentId === documentId);
    if (nextResource !== resource) {
      if (wasPart && !staff.everApart.has(key)) ledger.remove('here', key);
      else loosen(key);
    }
    const next = staff.ledgers[nextResource];
    if (!now || !next) return;
    next.created.add(key);
    next.deleted.delete(key);
    staff.loose.delete(key);
    staff.passed.add(key);
    if (now.owner === me)
      for (const [field, value] of Object.entries(asShown(staff.valuesOf(now, now.draft))))
        if (ledgered.has(field)) next.write('here', key, { [field]: value });
  }
  async function changeDeal(meeting: Entry, data: Row): Promise<void> {
    const deal = (meeting.draft['deal'] as Row | null)?.['documentId'];
    if (typeof deal !== 'string') return;
    for (const one of await entries())
      if (one.uid === MEETING && ((one.item ?? one.draft)['deal'] as Row | null)?.['documentId'] === deal) {
        ledger.edits += 1;
        if ('owner' in data) noteOwner(one, data['owner'] as string | null);
        else if (data['stage'] === 'lost') stopsTakingPart(one);
      }
    await crm.documents(DEAL).update({ documentId: deal, data });
  }
  function noteOwner(entry: Entry, owner: string | null): void {
    if (entry.owner === owner) return;
    if (owner === null) return stopsTakingPart(entry);
    if (owner !== me) return noteGone(entry);
    noteBack(entry);
    if (entry.item)
      for (const [field, value] of Object.entries(shownOf(entry))) if (ledgered.has(field)) note('here', entry.key, { [field]: value });
  }
  async function changeBeside(entry: Entry | undefined): Promise<void> {
    if (!entry) return;
    const { documentId, draft, uid } = entry;
    const value = `beside ${staff.next()}`;
    const place = draft['place'] as Row | null;
    if (uid === MEETING && !place) return;
    if (uid === MEETING) {
      staff.beside.set(`${documentId} place.city`, { uid, path: 'place.city', value });
      return save(entry, { place: { ...idOf(place), city: value } }, entry.item === null);
    }
    const path = resource === 'tasks' ? 'place' : 'dueOn';
    const written = path === 'place' ? altered(value) : dayOn(from + staff.next() * DAY);
    staff.beside.set(`${documentId} ${path}`, { uid, path, value: written });
    await activities.update({ documentId, data: { [path]: written } });
  }

  // Microsoft

  function createThere(key: string, shape: number, title: string): void {
    const categories = shape % 3 === 0 ? ['Call'] : [];
    if (resource === 'tasks') {
      const dueDate = String(fresh('dueDate', key).value);
      note('there', key, { title, dueDate });
      return there.add({ title, dueDate });
    }
    const { value: start, when } = fresh('start', key);
    const location = String(fresh('location', key).value);
    const isSeries = shape === 8;
    there.add({ subject: title, location, when: when as When, categories, isSeries });
    if (isSeries) staff.seriesThere.add(key);
    else note('there', key, { subject: title, start, ...(categories.length > 0 ? {} : { location }) });
  }
  function editThere(item: ThereItem, field: string): void {
    const { value, when } = fresh(field === 'end' ? 'start' : field, item.key);
    if (field === 'end') return there.lengthen(item, 1 + (staff.next() % 90));
    replace('there', item.key, { [field]: item.values[field] });
    if (item.values[field] === value) return;
    note('there', item.key, { [field]: value });
    there.change(item, { [field]: value, ...(when ? { when } : {}) });
  }
  function removeThere(item: ThereItem): void {
    replace('there', item.key, item.values, 'deleted');
    if (staff.everApart.has(item.key)) loosen(item.key);
    else ledger.remove('there', item.key);
    ledger.deletedThere.add(item.id);
    staff.deletedThere.add(item.key);
    there.remove(item);
  }

  async function mend(): Promise<void> {
    staff.of.takenOut?.clear();
    for (const entry of await entries())
      if (entry.uid === MEETING && entry.item && staff.drafts.has(entry.documentId)) await publish(entry);
    for (const item of there.items()) if (item.isBeyond && !staff.seriesThere.has(item.key)) makeSingle(item);
  }
  function makeBeyond(item: ThereItem | undefined): void {
    if (!item) return;
    replace('there', item.key, { start: item.values['start'] });
    there.makeBeyond(item, staff.next());
  }
  function makeSingle(item: ThereItem): void {
    const { value, when } = fresh('start', item.key);
    replace('there', item.key, { start: item.values['start'] });
    note('there', item.key, { start: value });
    there.makeSingle(item, when as When);
  }

  return {
    async act(of: Edit) {
      ledger.edits += 1;
      switch (of.kind) {
        case 'create':
          return create(of.side, of.shape);
        case 'edit': {
          if (of.side === 'there') {
            const item = pick(there.items(), of.which);
            return item && editThere(item, pick(fieldsThere[resource], of.field) ?? titleField);
          }
          const entry = pick(await entries(), of.which);
          return entry && edit(entry, pick(fieldsOf[entry.home.name] ?? [], of.field) ?? titleField);
        }
        case 'delete': {
          if (of.side === 'there') {
            const item = pick(there.items(), of.which);
            return item && removeThere(item);
          }
          const entry = pick(await entries(), of.which);
          return entry && remove(entry, of.which % 2 === 0 ? '*' : 'en');
        }
        case 'unmapped':
          return there.changeUnmapped(of.which, `unmapped ${staff.next()}`, (id, value) => void ledger.unmapped.set(id, value));
        case 'host':
          return hostDeed(of);
        case 'mend':
          return mend();
        case 'part':
        case 'rule':
        case 'together':
        case 'move part':
        case 'copy':
        case 'give':
        case 'spoil':
          return; // of the plugin's own types
      }
    },
    async here(): Promise<Standing> {
      const items = new Map<string, Values[]>();
      for (const entry of await entries())
        if (entry.isPart) items.set(entry.key, [...(items.get(entry.key) ?? []), staff.valuesOf(entry, entry.item ?? entry.draft)]);
      return { items, shown: [] };
    },
    async there(): Promise<Standing> {
      return { items: itemsThere(there), shown: [] };
    },
    unmapped: (id) => there.unmapped(id),
    stands: (field, value, values) => values.some((one) => inCapitals(field, one[field]) === value),
  };
}

/** Fields whose values are followed from the one side to the other. */
const ledgered = new Set(['subject', 'title', 'location', 'start', 'dueDate']);
const STATES: Readonly<Record<string, string>> = {
  notStarted: 'planned',
  inProgress: 'doing',
  waitingOnOthers: 'waiting',
  deferred: 'waiting',
  completed: 'done',
};
const idOf = (part: unknown): Row => {
  const id = (part as Row | null)?.['id'];
  return id === undefined ? {} : { id };
};
const ownerIn = (deal: HostRow): unknown => (deal['owner'] as Row | null)?.['documentId'];
function endOf(draft: HostRow, from: number, staff: CrmStaff): Row {
  const start = typeof draft['start'] === 'string' ? Date.parse(draft['start']) : Date.parse(timed(dayOn(from), staff.next()).start);
  return { start: new Date(start).toISOString(), end: new Date(start + 1_800_000).toISOString() };
}
