import { needsApproval } from '../../../../src/sync/mass-deletion';
import type { LocalRow, Mark, StoredLink } from '../../storage/port';
import type { RunContext } from '../context';
import { countedOnce } from '../pull/deletion-guard';

/**
 * Which deletions of entries may go on to Microsoft. What was there to be counted when the approved run began is approved; the rest is
 * counted anew. An edit deletes too, where it makes an entry of the host another home's.
 */
export async function deletionsAllowed(run: RunContext, marks: readonly Mark[]): Promise<(mark: Mark) => boolean> {
  const suspects = marks.filter(({ documentId, sawDelete }) => sawDelete || run.items.homes.isOfHost(documentId));
  const isApproved = ({ at }: Mark) => run.start.approvedUntil !== null && at !== null && Date.parse(at) <= run.start.approvedUntil;
  if (suspects.length < 3 || run.settings.direction === 'microsoft-to-strapi' || suspects.every(isApproved)) return () => true;
  const ids = suspects.map(({ documentId }) => documentId);
  const links = await run.store.linksByDocumentId(run.target, ids);
  const rows = await run.items.read(ids);
  const isPassedOn = ({ documentId }: Mark) => rows.get(documentId)?.standing === 'passed-on';
  const mayGo = (mark: Mark) => mark.sawDelete || isPassedOn(mark);
  const deletions = suspects.filter(
    (mark) =>
      mayGo(mark) &&
      links.get(mark.documentId)?.state === 'linked' &&
      isGone(run, { link: links.get(mark.documentId), row: rows.get(mark.documentId) }),
  );
  const linked = await run.store.countLinked(run.target);
  const linksOf = (some: readonly Mark[]) => some.flatMap(({ documentId }) => links.get(documentId) ?? []);
  const approved = countedOnce(linksOf(deletions.filter(isApproved)));
  const counted = countedOnce(linksOf(deletions.filter((mark) => !isApproved(mark))));
  if (!needsApproval({ deletions: counted, linked: linked - approved })) return () => true;
  run.tally.isStoppedByGuard = true;
  return (mark) => !mayGo(mark) || isApproved(mark);
}

/** What does not take part, or did not when it was deleted, is deleted nowhere. */
const isGone = ({ target }: RunContext, { link, row }: { link: StoredLink | undefined; row: LocalRow | undefined }): boolean =>
  row ? row.standing === 'passed-on' || (row.standing === undefined && row.owner !== target.user) : !link?.facts.isApart;
