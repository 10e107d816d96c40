import type { Side } from '../contracts';
import type { Part, RemoteItem, Values } from './resource';
import type { Verdict } from './may-mail';

/** What is known of the Microsoft item beside its values; kept with the link, so that a local edit can be judged without asking Microsoft. */
export type RemoteFacts = Pick<RemoteItem, 'isOwn' | 'wouldMail' | 'unwritable'> & {
  /** Fields hidden by `calendarPrivateEvents`: what Strapi holds there is a mask, and never goes back. */
  readonly masked: readonly string[];
  /** Fields on which somebody has to decide; until then they are written on neither side. */
  readonly open: readonly string[];
  /** Of those, the ones on which the two have differed since they were found to be one item: what the base holds there, nobody has agreed to. */
  readonly neverAgreed?: readonly string[];
  /** Of a part: the id by which requests name it at present; null until Microsoft knows it as a part of its own. Absent: the link's own id. */
  readonly address?: string | null;
  /** Of an item with parts: a write is under way that may take parts away; those it took are written again. Gone once the item was read. */
  readonly isBeingWritten?: true;
  /** So too: that write was answered, and has taken all of them away. What is there when it is read was made since. */
  readonly hasErasedParts?: true;
  /** Values that were sent by requests which no key names (`FieldRule.asSent`); gone once the item was read. */
  readonly sent?: Values;
  /** Of a create without an answer that was sent again: what it was sent with then, where that is not what the base says. Gone once the item was read. */
  readonly sentAgain?: readonly Values[];
  /** Where the direction is Strapi to Microsoft: what people there have made of fields, which stays until the entry changes. */
  readonly left?: Values;
  /** So too: it can have parts there, of which the base knows nothing, for Strapi writes over what they belong to. */
  readonly hasUnknownParts?: true;
  /** What the entry's home holds of fields where it cannot hold what the base says, or a hook of the host has made something else of it. It stands for that. */
  readonly held?: Values;
  /** The entry does not take part: neither side follows the other, until it takes part again. */
  readonly isApart?: true;
  /** Microsoft's item has become what the entry's home cannot hold (a series): so too. */
  readonly isBeyond?: true;
  /** We are about to delete it, to make it anew in another collection: when it is found gone, that is our own doing. Gone once the item was read. */
  readonly isMoving?: true;
  /** Deleted in Microsoft and edited in Strapi: nothing happens until somebody decides. */
  readonly isGoneOpen?: boolean;
  /** Of a date of a series whose entry was deleted: the series is to be written without it. */
  readonly isToCancel?: true;
  /** Of such a series: Microsoft has ended it early, at this time (epoch milliseconds). Entries behind the end wait for the one that follows it. */
  readonly earlyEnd?: { readonly since: number; readonly before: Values };
  /** Of such a series: when it came in, epoch milliseconds. It may follow one that was ended early. */
  readonly madeAt?: number;
  /** Of a part that has ended: it is gone in Microsoft, and one that is made there in its place takes it up again. */
  readonly isGone?: true;
  /** Of a part: its entry stands elsewhere by now, and a write of its item was to come that may take away what is here. */
  readonly isVacated?: true;
  /** Proven to be gone, in the run that began then (epoch milliseconds), and not deleted in Strapi before somebody approves. */
  readonly goneSince?: number;
  /** What Strapi held of fields that mail people when the two were found to be one item: linking mails nobody, so it waits until it is edited or approved. */
  readonly unsent?: Values;
  /**
   * Seen in Microsoft while the entry in Strapi could not be read: it is read again before anything is decided. `all`: the two have never been
   * compared, and the base is agreed by nobody.
   */
  readonly unmerged?: 'changes' | 'all';
  /** What a person has said, for the next run. */
  readonly verdict?: Verdict;
};

export const factsOf = (
  { isOwn, wouldMail, unwritable, part, address }: RemoteItem,
  masked: readonly string[],
  open: readonly string[] = [],
): RemoteFacts => ({ isOwn, wouldMail, unwritable, masked, open, ...(part ? { address } : {}) });

/** What is taken of an item that was made in Strapi and has not been seen in Microsoft yet. */
export const factsOfNew: RemoteFacts = { isOwn: true, wouldMail: [], unwritable: [], masked: [], open: [] };

/** The pair local item and Microsoft item, as the planner sees it. */
export interface Link {
  readonly documentId: string | null;
  readonly microsoftId: string | null;
  /** Of a part: the Microsoft id of the item it belongs to, and which part it is. */
  readonly part: Part | null;
  /** The side on which the item was made. */
  readonly origin: Side;
  /**
   * `creating`: a create was sent or is about to be, its answer is not known yet.
   * `ended`: one side deleted the item and the other keeps it; remembered, so that it is neither made again nor deleted.
   */
  readonly state: 'creating' | 'linked' | 'ended';
  /** The last version both sides agreed on, field by field. */
  readonly base: Values;
  readonly facts: RemoteFacts;
  readonly etag: string | null;
}

/** Nobody is asked about it any more, and nothing of what was said or found counts. */
export function unasked({
  verdict: _verdict,
  isGoneOpen: _isGone,
  goneSince: _since,
  isVacated: _isVacated,
  ...facts
}: RemoteFacts): RemoteFacts {
  return { ...facts, open: [] };
}

/** The item that somebody is asked about with this link; null where nobody is. Whoever forgets the link takes the question away: no answer could count any more. */
export const askedAbout = ({ facts, documentId, microsoftId }: Pick<Link, 'facts' | 'documentId' | 'microsoftId'>): string | null =>
  facts.open.length > 0 ? (documentId ?? microsoftId) : null;

/** Neither side follows the other until that is over; then Microsoft's item is read before anything is decided. */
export const aside = (facts: RemoteFacts, because: 'isApart' | 'isBeyond'): RemoteFacts => ({
  ...facts,
  [because]: true,
  unmerged: facts.unmerged ?? 'changes',
});
