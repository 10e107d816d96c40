import type { Resource } from '../../../src/contracts';
import { DAY, type When } from '../calendar-item';
import { dayOn, timed } from '../calendar-times';
import type { Ledger } from '../ledger';
import { type HostEdit, pick } from '../people';
import type { HostRow } from '../state';
import type { CrmStaff, Draft, Entry } from './crm-staff';
import { altered } from './hook';
import { ACTIVITY, DEAL, MEETING } from './homes-of-histories';
import { followed, type NotesOfWork } from './notes-of-work';

type Row = Readonly<Record<string, unknown>>;
interface Work {
  readonly staff: CrmStaff;
  readonly ledger: Ledger;
  readonly resource: Resource;
  readonly from: number;
  readonly notes: NotesOfWork;
}

const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  [MEETING]: ['subject', 'location', 'start', 'showAs'],
  calls: ['subject', 'start'],
  appointments: ['subject', 'location', 'start'],
  tasks: ['title', 'dueDate', 'taskStatus'],
};
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

/** People at work on meetings, activities and deals in Strapi. */
export function workInStrapi({ staff, ledger, resource, from, notes }: Work) {
  const { crm, me, other } = staff.of;
  const { asShown, shownOf, note, replace, fresh, noteGoneLive, seenWhole, noteGone, noteOwner, loosen, stopsTakingPart } = notes;
  const titleField = resource === 'calendar' ? 'subject' : 'title';
  const activities = crm.documents(ACTIVITY);
  const meetings = crm.documents(MEETING);
  const entries = () => staff.entries(resource);

  function attributesOf({ uid, home, draft }: Entry, field: string, value: unknown, when?: When): Row {
    const attribute = home.codecs.find((codec) => codec.field === field)?.attributes[0] ?? '';
    if (field === 'start' && when)
      return { start: when.start, ...(uid === MEETING || home.name === 'appointments' ? { end: when.end } : {}) };
    if (field === 'showAs') return { certainty: value === 'tentative' ? 'tentative' : 'confirmed' };
    if (field === 'taskStatus') return { state: STATES[String(value)] };
    if (attribute === 'place.name') return { place: { ...idOf(draft['place']), name: value } };
    return { [attribute]: value };
  }

  async function create(key: string, shape: number): Promise<void> {
    const title = fresh(titleField, key).value;
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
        for (const [field, { was }] of staff.drafts.get(meeting.documentId) ?? []) replace('here', meeting.key, { [field]: was }); // it is seen nowhere any more
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
        return; // in Microsoft
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
    seenWhole(entry);
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
        if (followed.has(field)) next.write('here', key, { [field]: value });
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

  return {
    create,
    edit: (entry: Entry, field: number) => edit(entry, pick(fieldsOf[entry.home.name] ?? [], field) ?? titleField),
    remove,
    publish,
    deed: hostDeed,
  };
}

function endOf(draft: HostRow, from: number, staff: CrmStaff): Row {
  const start = typeof draft['start'] === 'string' ? Date.parse(draft['start']) : Date.parse(timed(dayOn(from), staff.next()).start);
  return { start: new Date(start).toISOString(), end: new Date(start + 1_800_000).toISOString() };
}
