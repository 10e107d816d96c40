/** What stands beside an entry about Microsoft 365. */
import type { Conflict, NamedSeries, SyncService } from './index';
import type { Reason } from './reasons';

/** GET `/explain/types` and `/me/explain/types`: uids of the content types whose entries can be explained. */
export type ExplainedTypes = string[];
type Explained = Awaited<ReturnType<SyncService['explain']>>;
/** GET `/explain?uid=&documentId=` and `/me/explain?uid=&documentId=` */
export type Explanation = Pick<Explained, 'held' | 'unsynchronized'> & {
  /** How it stands, and not what it says: that is for whoever may read the entry. */
  link: Pick<NonNullable<Explained['link']>, 'agreedAt' | 'origin'> | null;
  conflict: Pick<Conflict, 'fields'> | null;
  /** `byName`: of whoever has changed it in Strapi, where that is known and the caller may see the name. */
  decisions: (Omit<Explained['decisions'][number], 'edited'> & { edited: { at: string; byName: string | null } | null })[];
  /** Address of the mailbox; null: there is none, or it is not known. */
  mailbox: string | null;
  /** Whose entry it is, for whoever may read the explanation but not the users. */
  owner: { name: string } | null;
  /** Whether the owner, like everybody else, has *My Microsoft 365* in this panel; people of Users & Permissions do not. */
  hasOwnPage: boolean;
  /** Whose it is, for *Sync now*; null: nobody's. */
  user: string | null;
  /** Since when an edit waits to be sent; null: none does. */
  waitingSince: string | null;
  /** Of the item in Outlook. */
  webLink: string | null;
  /** Of an occurrence that has an entry: its start by the rule of its series. */
  originalStart: string | null;
  /** The series that it is, or is an occurrence of. `start` gives what the rule leaves open. */
  series: NamedSeries | null;
  /**
   * What deleting it in Strapi will do in Microsoft, and, of nothing, why. `mails`: how many people Microsoft would tell, and `tells` when: it waits for
   * somebody's approval, or for ever. Null: it is not linked.
   */
  deletion: {
    does: 'cancels-date' | 'cancels-last-date' | 'deletes-series' | 'deletes-item' | 'nothing';
    reason: Reason | null;
    mails: number;
    tells: 'at-once' | 'when-approved' | 'never';
  } | null;
};
