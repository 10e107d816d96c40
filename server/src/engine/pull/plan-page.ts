import { decide } from '../../../../src/sync/decide';
import { factsOf } from '../../../../src/sync/link';
import type { RemoteItem } from '../../../../src/sync/resource';
import type { LocalState } from '../../../../src/sync/situation';
import type { LocalRow, StoredLink } from '../../storage/port';
import { addDecision, newPlan, type Plan } from '../changes/from-decision';
import { type ChangeSet, dropLink } from '../changes/change-set';
import { endApart, isGoneApart } from '../changes/apart';
import { holdUnanswered, holdUnusable } from './hold-unread';
import { homeOf, keepOut, leaveAlone } from './home-of-item';
import { unansweredCreates } from './unanswered-creates';
import { twinsAmong } from './twins';
import { isOfOthers, type Others, othersWith } from './one-entry';
import { followKinds } from './became-series';
import { matchParts, matchUnlinked } from './matching';
import { baseAfterRepeatedCreate, baseAfterUnansweredWrite, withoutSeparateFields } from '../changes/our-writes';
import { keepUnseen, writtenOver } from '../parts/keep-losers';
import { latestVersions } from './latest-versions';
import { planSeriesOfDates } from './plan-series-of-dates';
import { takeSeriesOut } from './series-of-dates';
import { isOlder, localState, markOf, maskedState } from './states';
import { judgeVacated } from '../parts/left-places';
import { asDeleted, isElsewhere, standing } from '../parts/moved-entries';
import type { Page } from './page';
import { judgeMissingParts, takePartsAlong } from '../parts/gone-in-microsoft';
import { isUnusable } from '../parts/unusable';
import { beforeUnproven, forgetRemoved, isPutBack, putPartsBack, removedPart, wholeState } from '../parts/removed-in-strapi';
import type { RunContext } from '../context';
import type { ItemOnPage } from '../parts/item-on-page';

export interface PlannedPage {
  readonly changes: ChangeSet;
  /** Ids of items that the page names in a version that is not believed: they are asked for, and are not gone. */
  readonly listed: ReadonlySet<string>;
  /** Ids of items that the page says are gone. */
  readonly unlisted: ReadonlySet<string>;
  /** Ids of parts that go with our next write, and are kept as losers now. */
  readonly keptParts: readonly string[];
}

/**
 * What one page of Microsoft's items means for Strapi. Removals are only staged: an absence is not a deletion. `known`: links by Microsoft's id. In
 * the transaction in which it is committed.
 */
export async function planPage(run: RunContext, page: Page, known: ReadonlyMap<string, StoredLink>): Promise<PlannedPage> {
  const { isReadOnly } = page.collection;
  const all = latestVersions(page.readings);
  const every = new Map(known);
  for (const [microsoftId, link] of await unansweredCreates(run, all, every)) every.set(microsoftId, link);
  const onPage = await takeSeriesOut(run, { readings: all, links: every, page });
  const { series, singles } = await followKinds(run, onPage.series, every);
  const readings = [...onPage.others, ...singles.map(({ reading }) => reading)];
  const ofSeries = new Set(series.map(({ reading }) => reading.microsoftId));
  const links = new Map([...every].filter(([id, { part }]) => !ofSeries.has(id) && !ofSeries.has(part?.of ?? '')));
  const { rows, marks } = await standing(run, links);
  for (const [microsoftId, link] of await beforeUnproven(run, { readings, links, rows })) links.set(microsoftId, link);
  const unlinked = readings.filter((reading) => reading.kind === 'item' && !links.has(reading.microsoftId)) as RemoteItem[];
  const twins = await twinsAmong(run, unlinked);
  const matches = await matchUnlinked(
    run,
    unlinked.filter(({ part, microsoftId }) => !part && !twins.has(microsoftId)),
  );
  const read = new Map(readings.flatMap((reading) => (reading.kind === 'item' ? [[reading.microsoftId, reading] as const] : [])));
  const plan = newPlan(page.collection, page.fullRound);
  const others = await othersWith(
    run,
    all.filter((reading) => reading.kind === 'item'),
  );
  plan.taken = others.meetings;
  const [listed, unlisted] = [new Set<string>(), new Set<string>()];
  const keptParts: string[] = [];
  const { changes } = plan;
  for (const [microsoftId, { documentId, state }] of links)
    if (documentId && state !== 'ended' && rows.get(documentId)?.owner === run.target.user) plan.owners.set(microsoftId, documentId);
  for (const [microsoftId, { row }] of matches) plan.owners.set(microsoftId, row.documentId);
  for (const [microsoftId, match] of await matchParts(
    run,
    unlinked.filter(({ part }) => part),
    { owners: plan.owners, links, read },
  ))
    matches.set(microsoftId, match);
  for (const reading of readings) {
    const link = (reading.microsoftId && links.get(reading.microsoftId)) || null;
    switch (reading.kind) {
      case 'removed':
        if (link?.state === 'linked') changes.staged.push(link.id);
        listed.delete(reading.microsoftId);
        unlisted.add(reading.microsoftId);
        changes.releases.push(reading.microsoftId); // held because it could not be read; if it is there after all, it is held again
        break;
      case 'incomplete':
        if (link)
          changes.staged.push(link.id); // asked for again, by its id
        else holdUnanswered(changes, reading.microsoftId);
        break;
      case 'left-alone':
        changes.counts.leftAlone += 1;
        if (link) changes.seen.push(link.id);
        break;
      case 'unusable':
        holdUnusable(changes, reading);
        if (link) changes.seen.push(link.id);
        break;
      case 'item': {
        if (twins.has(reading.microsoftId)) {
          leaveAlone(plan, { reading, link: null });
          break;
        }
        if (link && !page.isFresh && isOlder(reading, link)) {
          changes.seen.push(link.id);
          changes.staged.push(link.id); // looked at by its id once the round is read
          listed.add(reading.part?.of ?? reading.microsoftId);
          break;
        }
        const away = link?.documentId ? rows.get(link.documentId) : undefined;
        if (link && away && isElsewhere(run, { link, row: away, owner: links.get(link.part?.of ?? '') ?? null })) {
          changes.marks.push(away.documentId);
          if (!link.part) {
            applyItem(run, plan, keptParts, {
              ...alone,
              others,
              reading,
              link,
              mark: asDeleted(markOf(marks, link), away.documentId),
              isReadOnly,
            });
            break;
          }
          changes.seen.push(link.id);
          if (run.settings.direction === 'strapi-to-microsoft') writtenOver(run, changes, { link, reading });
          break;
        }
        const match = matches.get(reading.microsoftId);
        const row = match?.row ?? ((link?.documentId && rows.get(link.documentId)) || null);
        if (link && isGoneFrom(run, row) && reading.part && isMadeAgain(plan, reading.part.of)) {
          dropLink(changes, link); // its entry went with the one that is made again now
          applyItem(run, plan, keptParts, { ...alone, others, reading, isReadOnly });
          break;
        }
        const owner = links.get(reading.part?.of ?? '') ?? null;
        const ownerRow = rows.get(owner?.documentId ?? '') ?? null;
        const isForgotten = link?.facts.isGone === true && !row; // it was gone there, and is gone here by now: this is another one
        if (link && isForgotten) dropLink(changes, link);
        applyItem(run, plan, keptParts, {
          others,
          reading,
          link: match?.link ?? (isForgotten ? null : link),
          row,
          mark: markOf(marks, link),
          owner,
          ownerRow,
          ownerRead: read.get(reading.part?.of ?? '') ?? null,
          isReadOnly,
          aboutToGo: page.aboutToGo,
        });
        break;
      }
    }
  }
  if (series.length > 0) {
    const dates = await run.store.linksOfParts(run.target, [...ofSeries]);
    await planSeriesOfDates(run, plan, series, { page, others, dates, listed, keptParts });
  }
  await judgeMissingParts(run, changes, { readings, links });
  await takePartsAlong(run, changes);
  putPartsBack(run, plan);
  return { changes, listed, unlisted, keptParts };
}

const alone = { link: null, row: null, mark: null, owner: null, ownerRow: null, ownerRead: null };

function applyItem(run: RunContext, plan: Plan, keptParts: string[], item: ItemOnPage & { others: Others }): void {
  const { changes } = plan;
  const { reading, row, mark, owner, ownerRow, ownerRead, isReadOnly, others } = item;
  if (judgeVacated(run, changes, item)) return;
  const link = isPutBack(run, item) ? forgetRemoved(changes, item) : item.link;
  const removed = !link && !row ? removedPart(run, item) : null;
  if (link) changes.seen.push(link.id);
  if (row?.standing === 'apart') return leaveAlone(plan, { reading, link, because: 'isApart' });
  if (link && isGoneApart(link, row)) return void endApart(run, changes, link);
  if (reading.part && ownerRow?.standing === 'apart') return leaveAlone(plan, { reading, link: owner, because: 'isApart' });
  if (reading.part && plan.leftAlone.has(reading.part.of)) return leaveAlone(plan, { reading, link });
  if (row && !run.items.homes.canHold(row.documentId, reading.values)) return leaveAlone(plan, { reading, link, because: 'isBeyond' });
  if (!link && reading.part && !isOwnerThere(plan, reading.part.of)) return keepUnseen(run, changes, { reading, owner });
  if (!link && !row && owner && reading.part && isAboutToGo(item.aboutToGo, owner, reading)) {
    if (item.aboutToGo?.parts.has(reading.microsoftId)) keptParts.push(reading.microsoftId);
    return keepUnseen(run, changes, { reading, owner });
  }
  if (reading.part && isUnusable(run, ownerRow)) {
    waitForOwner(changes, owner);
    if (!row) return;
  }
  const remote = maskedState(run, reading, link);
  if (link && row && run.items.homes.isOfHost(row.documentId) && (remote === null || remote.masked.length > 0))
    return keepOut(run, plan, { reading, link, row });
  if (remote === null) {
    changes.counts.leftAlone += 1;
    // The settings keep private events out: what came in before goes.
    if (link && row) changes.removals.add(row.documentId);
    if (link) dropLink(changes, link);
    return;
  }
  const home = homeOf(run, plan, { remote, row, link });
  if (home === null || (!link && !row && isOfOthers(others, home, remote.item))) return leaveAlone(plan, { reading, link });
  plan.homes.set(reading.microsoftId, home);
  const local = removed ? { kind: 'deleted' as const } : localState(run, row, link, mark);
  if (local === null) {
    changes.counts.leftAlone += 1;
    return;
  }
  // Nobody knows what was edited in an entry that cannot be read; where only Strapi is read, that does not matter.
  const isUnknown = local.kind === 'unusable' && run.settings.direction !== 'strapi-to-microsoft';
  const known = removed ?? (isUnknown ? link : whatWeMade(run, { reading, link, owner, ownerRead, local }));
  const whole = reading.part ? { whole: wholeState(run, { owner, ownerRow }) } : {};
  const held = row && (!known || known.facts.unmerged === 'all') ? run.items.homes.asHeld(row.documentId, remote.item.values) : null;
  const judged = decide({
    definition: run.resource.definition,
    settings: run.settings,
    link: known,
    local,
    remote,
    isReadOnly,
    ...whole,
    ...(held ? { asHeld: held } : {}),
  });
  const decision =
    removed && judged.link.kind === 'none'
      ? { ...judged, link: { kind: 'agree' as const, base: removed.base, facts: factsOf(remote.item, remote.masked) } }
      : judged;
  addDecision(run, plan, { decision, link, row, remote: remote.item, home });
  // What a create of ours has made has become a series meanwhile: read once more, it is one.
  const isSeries = link?.state === 'creating' && run.resource.definition.parts?.areIn(reading.values) === true;
  if (isSeries && run.items.homes.occurrenceDaysIn(home) !== null) changes.staged.push(link.id);
  if (reading.part && ownerRow && local.kind === 'deleted' && decision.strapi.kind === 'create')
    plan.back.push({ owner: ownerRow, key: reading.part.key });
}

/**
 * What a write of ours may have done beside what it was for is nobody's edit: what has requests of its own may have been reset, and a part takes
 * over what was written of its item. In a direction to Microsoft that is put right; otherwise it comes in where the part was not edited here.
 */
function whatWeMade(
  run: RunContext,
  { reading, link, owner, ownerRead, local }: Pick<ItemOnPage, 'reading' | 'link' | 'owner' | 'ownerRead'> & { local: LocalState },
): StoredLink | null {
  if (link?.facts.sent) return { ...link, base: baseAfterUnansweredWrite(run, link, reading) };
  if (link?.facts.sentAgain) return { ...link, base: baseAfterRepeatedCreate(run, link, reading) };
  if (link?.facts.isBeingWritten) return { ...link, base: withoutSeparateFields(run, link.base) };
  if (!link || !ownerRead || !owner?.facts.isBeingWritten || run.settings.direction === 'microsoft-to-strapi') return link;
  const { fields, parts } = run.resource.definition;
  // It was erased, and what is there was made after that, by whoever saw what its item has in that place.
  const isErased = !parts?.areKept(owner.base, ownerRead.values) || isErasedUnasked(owner, link, local);
  if (link.part && isErased && parts?.areIn(ownerRead.values)) return { ...link, base: parts.base(ownerRead.values, link.part.key) };
  const isKept = (field: string): boolean =>
    run.settings.direction === 'strapi-to-microsoft' ||
    (local.kind === 'item' && fields[field]?.isEqual(local.item.values[field], link.base[field]) === false);
  const takenOver = Object.entries(reading.values).filter(
    ([field, value]) => fields[field]?.isEqual(value, ownerRead.values[field]) && isKept(field),
  );
  return { ...link, base: { ...link.base, ...Object.fromEntries(takenOver) } };
}

/** What somebody is asked about, or has deleted, is judged by what was there before. */
const isErasedUnasked = (owner: StoredLink, { facts }: StoredLink, local: LocalState): boolean =>
  owner.facts.hasErasedParts === true && facts.open.length === 0 && local.kind === 'item';

/** Whether the part was removed in Strapi, nobody can say before what it belongs to can be read; then it is read again with all its parts. */
function waitForOwner(changes: ChangeSet, owner: StoredLink | null): void {
  if (owner?.state === 'linked')
    changes.linkChanges.push({ id: owner.id, changes: { facts: { ...owner.facts, unmerged: owner.facts.unmerged ?? 'changes' } } });
}

/** Deleted, or given to somebody else. */
const isGoneFrom = ({ target }: RunContext, row: LocalRow | null): boolean =>
  row === null || (row.owner !== target.user && row.standing !== 'apart');

const isMadeAgain = ({ creating }: Plan, microsoftId: string): boolean => creating.get(microsoftId) === 'again';

/** In a direction to Microsoft parts that people there have made stay there, until a write of their item takes them away. */
const isAboutToGo = (aboutToGo: ItemOnPage['aboutToGo'], owner: StoredLink, { microsoftId }: RemoteItem): boolean =>
  aboutToGo !== undefined && (aboutToGo.owners.has(owner.id) || aboutToGo.parts.has(microsoftId));

/** Of a part: what it belongs to is in Strapi, or comes in with this page. */
function isOwnerThere({ owners, creating, changes: { removals } }: Plan, microsoftId: string): boolean {
  const documentId = owners.get(microsoftId);
  return documentId === undefined ? creating.has(microsoftId) : !removals.has(documentId);
}
