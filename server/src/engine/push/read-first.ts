import type { Decision } from '../../../../src/sync/decision';
import type { PartRules } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';

interface Write {
  readonly link: Pick<StoredLink, 'base' | 'facts' | 'etag' | 'part'>;
  readonly write: Decision['microsoft'];
  /** Null: items of this kind have no parts. */
  readonly parts: Pick<PartRules, 'areIn' | 'areKept'> | null;
}
interface Known {
  readonly isReadOnly: boolean;
  /** Microsoft may ignore `If-Match` there. */
  readonly isReadBeforeWriting: boolean;
  /** It, or what it is a part of, has changed by what Microsoft's lists tell, and did not answer. */
  readonly isUnproven: boolean;
  /** The version that is known is one of before we wrote something that shares it. */
  readonly isVersionOld: boolean;
}

/**
 * What Microsoft holds has to be known to the last: where it may ignore `If-Match`; of what was made and has never been read; of what somebody is
 * asked about, so that they are shown what stands there now; of what is known to have changed; and of an item with parts that nobody here has, before
 * a write takes them away.
 */
export function isReadFirst(of: Write, { isReadOnly, isReadBeforeWriting, isUnproven, isVersionOld }: Known): boolean {
  const { link, write } = of;
  if (isReadOnly) return false;
  if (link.facts.open.length > 0) return link.facts.isGoneOpen !== true; // what is proven to be gone is not asked for again
  if (write.kind !== 'update' && write.kind !== 'delete') return false;
  if (isVersionOld || isUnproven) return true;
  if (link.etag === null && !link.part) return true;
  // Its version in If-Match would tell of what people have made of its parts; where Microsoft does not look at it, only reading does.
  return isReadBeforeWriting || mayTakeParts(of);
}

export function mayTakeParts({ link, write, parts }: Write): boolean {
  const there = { ...link.base, ...link.facts.left };
  if (link.part || !parts || !(parts.areIn(there) || link.facts.hasUnknownParts)) return false;
  return write.kind === 'delete' || (write.kind === 'update' && !parts.areKept(there, write.values));
}
