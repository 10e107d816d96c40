import type { Values } from '../../src/sync/resource';
import type { Microsoft } from './graph';
import type { Here } from './here';
import type { Ledger, SideName } from './ledger';

/** What a person can do to one resource; the numbers choose among what is there, so that any list of edits can be played. */
export type Edit =
  | { readonly kind: 'create'; readonly side: SideName; readonly shape: number }
  | { readonly kind: 'edit'; readonly side: SideName; readonly which: number; readonly field: number }
  | { readonly kind: 'delete'; readonly side: SideName; readonly which: number }
  | {
      readonly kind: 'part';
      readonly side: SideName;
      readonly which: number;
      readonly nth: number;
      readonly how: 'subject' | 'location' | 'start' | 'cancel';
    }
  | { readonly kind: 'rule'; readonly side: SideName; readonly which: number; readonly rule: number }
  /** A series and all its exceptions, in one go. */
  | { readonly kind: 'together'; readonly side: SideName; readonly which: number; readonly field: number; readonly of: 'edit' | 'rule' }
  /** In Strapi: an exception is put into another series, or on another date of its own one. */
  | { readonly kind: 'move part'; readonly which: number; readonly to: number; readonly nth: number }
  /** In Strapi: _Duplicate_. */
  | { readonly kind: 'copy'; readonly which: number }
  /** In Strapi: it is given to somebody else. */
  | { readonly kind: 'give'; readonly which: number }
  | { readonly kind: 'unmapped'; readonly which: number }
  /** In Strapi: the entry cannot be read any more; all can again. */
  | { readonly kind: 'spoil'; readonly which: number }
  | { readonly kind: 'mend' }
  | HostEdit
  | CalendarsEdit;

/** What people do in content types of the host alone. `to`: which of several. */
export interface HostEdit {
  readonly kind: 'host';
  readonly what: (typeof hostDeeds)[number];
  readonly which: number;
  readonly to: number;
}
export const hostDeeds = [
  'draft', 'publish', 'unpublish', 'discard', 'locale', 'clone', 'kind', 'stage', 'reassign', 'retention', 'beside', 'home', 'beyond',
] as const; // prettier-ignore

/** What people do with several calendars. `to`: which of several. */
export interface CalendarsEdit {
  readonly kind: 'calendars';
  readonly what: (typeof calendarsDeeds)[number];
  readonly which: number;
  readonly to: number;
}
export const calendarsDeeds = [
  'look at', 'move', 'there and back', 'name', 'make named', 'choose', 'add', 'rename', 'renew id', 'delete calendar', 'changes refused',
  'guest event', 'meeting in two', 'meeting with people', 'change aside', 'remove aside', 'edit aside', 'name meeting', 'unshare',
] as const; // prettier-ignore

/** What stands on one side at the end: items by key, parts by `key@date`, and what a calendar shows of them. */
export interface Standing {
  readonly items: ReadonlyMap<string, readonly Values[]>;
  readonly shown: readonly string[];
  /** Of series: the dates on which they stand. */
  readonly dates?: ReadonlyMap<string, readonly string[]>;
}

export interface People {
  act(edit: Edit): Promise<void>;
  here(): Promise<Standing>;
  there(): Promise<Standing>;
  /** Of an item in Microsoft, what we do not map; null: it is gone. */
  unmapped(id: string): string | null;
  /** Whether a value that somebody wrote stands in what is there at the end. */
  stands(field: string, value: unknown, values: readonly Values[], key: string, at: Standing): boolean;
}
export interface Stage {
  readonly here: Here;
  readonly microsoft: Microsoft;
  readonly ledger: Ledger;
  /** Whether the engine knows which entry an item in Microsoft is: what it does not know of, it cannot see deleted. */
  isLinked(microsoftId: string): Promise<boolean>;
  /** Epoch milliseconds of the first day of the history. */
  readonly from: number;
}

export const pick = <T>(all: readonly T[], which: number): T | undefined => (all.length === 0 ? undefined : all[which % all.length]);
export const textIn = (content: string): object => ({ contentType: 'text', content });
