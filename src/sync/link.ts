import type { Side } from '../contracts';
import type { RemoteItem, Values } from './resource';

/** What is known of the Microsoft item beside its values; kept with the link, so that a local edit can be judged without asking Microsoft. */
export type RemoteFacts = Pick<RemoteItem, 'isOwn' | 'wouldMail' | 'unwritable'> & {
  /** Fields hidden by `calendarPrivateEvents`: what Strapi holds there is a mask, and never goes back. */
  readonly masked: readonly string[];
};

/** The pair local item and Microsoft item, as the planner sees it. */
export interface Link {
  readonly documentId: string | null;
  readonly microsoftId: string | null;
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
