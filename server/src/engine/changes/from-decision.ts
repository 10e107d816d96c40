import { entryId } from '../../../../src/sync/entry-id';
import type { Decision } from '../../../../src/sync/decision';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { LinkChanges, LocalRow, NewLink, StoredLink } from '../../storage/port';
import { withMeetingKey } from './meeting-key';
import type { RunContext } from '../context';
import type { Decided } from './decided';
import { entriesOf, versionHash } from './journal';
import { titleOf } from '../title';
import { addColumns, type ChangeSet, type InCollection, newChangeSet } from './change-set';

/** Decisions about the items of one page, or about items that are gone: what they add up to, and what they have to know of each other. */
export interface Plan {
  readonly changes: ChangeSet;
  readonly collection: InCollection;
  /** Microsoft's ids of items that have parts on the page, with the entries that stand for them. */
  readonly owners: Map<string, string>;
  /** Microsoft's ids of those that are created, and whether again. */
  readonly creating: Map<string, 'new' | 'again'>;
  /** Homes by Microsoft's ids of the items of this page. */
  readonly homes: Map<string, string>;
  /** Microsoft's ids of items that have no entry and get none, for no home accepts them. */
  readonly leftAlone: Set<string>;
  /** Claims that somebody else's link has. */
  taken: ReadonlySet<string>;
  /** Microsoft's ids of items that are gone there and are made again. */
  readonly madeAgain: string[];
  /** Microsoft's ids of series whose dates have entries, in homes without rules. */
  readonly seriesOfDates: Set<string>;
  /** Parts that come back, with the entries they belong to. */
  readonly back: { readonly owner: LocalRow; readonly key: string }[];
}

export const newPlan = (collection: InCollection, round: number | null = null): Plan => ({
  changes: newChangeSet(round),
  collection,
  owners: new Map(),
  creating: new Map(),
  homes: new Map(),
  taken: new Set(),
  leftAlone: new Set(),
  madeAgain: [],
  seriesOfDates: new Set(),
  back: [],
});

/** Adds one decision's Strapi side, its link and its notes. What is to be written to Microsoft is marked, and written later. */
export function addDecision(run: RunContext, plan: Plan, decided: Decided & { readonly home?: string }): void {
  const { decision, link, row, remote } = decided;
  const { changes } = plan;
  const { definition, collectionColumn } = run.resource;
  const item = row?.documentId ?? link?.documentId ?? remote?.microsoftId ?? link?.microsoftId ?? '';
  const { strapi, microsoft } = decision;

  if (strapi.kind === 'create' && remote) addEntry(run, plan, { ...decided, remote }, strapi.values);
  if (strapi.kind === 'update' && row) addColumns(changes.updates, row.documentId, definition.rowForStrapi(strapi.values, strapi.fields));
  if (strapi.kind === 'delete' && row) changes.removals.add(row.documentId);
  if (microsoft.kind !== 'none' && item) changes.marks.push(item);
  // It was made in Strapi, and linked without an answer to a create.
  const isUnnamed =
    row &&
    remote &&
    !row.row[collectionColumn] &&
    run.items.homes.holds(row.documentId, collectionColumn) &&
    decision.link.kind === 'agree' &&
    strapi.kind !== 'delete';
  if (isUnnamed && run.settings.direction !== 'strapi-to-microsoft' && plan.collection.name !== '')
    addColumns(changes.completions, row.documentId, { [collectionColumn]: plan.collection.name });

  if (link) changeLink(plan, { decision, link, row, remote });
  else if (remote && decision.link.kind === 'agree' && (row || strapi.kind === 'none')) {
    const documentId = row?.documentId ?? null;
    // Matched: Strapi held it before, so it counts as made there. Only what came in from Microsoft was made in Microsoft.
    changes.newLinks.push({
      ...linkFor(plan, remote, decision.link, { origin: documentId === null ? 'microsoft' : 'strapi', id: documentId }),
      documentId,
    });
    if (documentId !== null) changes.counts.matched += 1;
  }

  changes.log.push(...entriesOf(run, decided));
  if (decision.hold)
    changes.holds.push({
      of: { item, title: titleOf(run, { link, row, remote }), print: versionHash({ row, link, remote }) },
      note: decision.hold,
    });
  else if (item) changes.releases.push(item, ...(remote ? [remote.microsoftId] : []));
  for (const note of decision.alsoDecided ?? []) changes.conflicts.push({ item, note });
  // A new entry takes the link over: what is kept about the item has to name that one, and is told by Microsoft's id.
  const isTakenOver = strapi.kind === 'create' && link !== null && remote !== null && item !== remote.microsoftId;
  if (decision.conflict) changes.conflicts.push({ item: isTakenOver ? remote.microsoftId : item, note: decision.conflict });
  const isStillOpen = decision.link.kind === 'agree' && decision.link.facts.open.length > 0;
  const isSettled = item && link && link.facts.open.length > 0 && !isStillOpen && !decision.conflict;
  if (isTakenOver || isSettled) changes.closedConflicts.push(item);
}

type Agreed = Extract<Decision['link'], { kind: 'agree' }>;

export const linkFor = (
  { collection, changes, taken, seriesOfDates }: Plan,
  remote: RemoteItem,
  { base, facts }: Agreed,
  { origin, id }: { origin: NewLink['origin']; id: string | null },
): Omit<NewLink, 'documentId'> => ({
  microsoftId: remote.microsoftId,
  part: remote.part,
  collection: collection.id,
  origin,
  state: 'linked',
  base,
  facts,
  etag: remote.etag,
  sharedUid: remote.sharedUid,
  ...withMeetingKey(id, remote, taken),
  modifiedAt: remote.modifiedAt,
  isStaged: false,
  seenRound: changes.round ?? 0,
  ...(remote.part && seriesOfDates.has(remote.part.of) ? { occurrence: 'date' as const } : {}),
});

function addEntry(
  run: RunContext,
  plan: Plan,
  { decision, link, remote, home = '' }: Decided & { remote: RemoteItem; home?: string },
  values: Parameters<typeof run.resource.definition.rowForStrapi>[0],
): void {
  const { definition, collectionColumn } = run.resource;
  const agreed = decision.link.kind === 'agree' ? decision.link : null;
  const { etag, modifiedAt, part } = remote;
  const known = part ? plan.owners.get(part.of) : undefined;
  plan.creating.set(remote.microsoftId, link ? 'again' : 'new');
  const data = definition.rowForStrapi(values, Object.keys(definition.fields));
  data[collectionColumn] = plan.collection.name;
  plan.changes.creates.push({
    home,
    data,
    isPart: part !== null,
    partOf: part ? (known !== undefined ? { documentId: known } : { microsoftId: part.of }) : null,
    microsoftId: remote.microsoftId,
    isMarked: false,
    log: null,
    link: !agreed
      ? null
      : link
        ? {
            kind: 'known',
            id: link.id,
            changes: { ...foundBy(link, remote), base: agreed.base, facts: agreed.facts, etag, modifiedAt, isStaged: false },
          }
        : { kind: 'new', of: linkFor(plan, remote, agreed, { origin: 'microsoft', id: entryId({ home, documentId: '' }) }) },
  });
}

function changeLink({ changes, madeAgain, taken }: Plan, { decision, link, remote }: Decided & { link: StoredLink }): void {
  // Deleted in Microsoft and made again: a new item, which the mark will create.
  if (decision.microsoft.kind === 'create' || decision.link.kind === 'drop') {
    changes.droppedLinks.push(link.id);
    if (decision.microsoft.kind === 'create' && link.microsoftId !== null) madeAgain.push(link.microsoftId);
    return;
  }
  if (decision.strapi.kind === 'create') return; // the new entry takes the link over
  const fresh: LinkChanges = remote
    ? {
        etag: remote.etag,
        sharedUid: remote.sharedUid,
        modifiedAt: remote.modifiedAt,
        ...foundBy(link, remote),
        ...merged(link),
        ...withMeetingKey(link.documentId, remote, taken),
      }
    : {};
  const next: LinkChanges =
    decision.link.kind === 'agree'
      ? { ...fresh, base: decision.link.base, facts: decision.link.facts, ...(link.state === 'ended' ? { state: 'linked' } : {}) }
      : decision.link.kind === 'end'
        ? { ...fresh, ...goneFor(link, remote), state: 'ended' }
        : fresh;
  const changed = Object.entries({ ...next, isStaged: false }).some(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(link[name as keyof StoredLink]),
  );
  if (changed) changes.linkChanges.push({ id: link.id, changes: { ...next, isStaged: false } });
}

/** Both sides were read and judged. */
function merged({ facts: { unmerged, isApart: _isApart, isBeyond: _isBeyond, ...facts } }: StoredLink): LinkChanges {
  return unmerged ? { facts } : {};
}

/** In the place of a part that is gone in Microsoft another one may be made, which is the same then. */
const goneFor = ({ part, facts }: StoredLink, remote: RemoteItem | null): LinkChanges =>
  part && remote === null ? { facts: { ...facts, isGone: true } } : {};

/** What a create without an answer has made. */
const foundBy = ({ state }: StoredLink, { microsoftId }: RemoteItem): LinkChanges =>
  state === 'creating' ? { microsoftId, state: 'linked' } : {};
