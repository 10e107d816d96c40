import type { ConflictResolution, Direction, HeldItem, SettingValues } from '../contracts';
import type { Because } from '../contracts/reasons';
import type { Link } from './link';
import type { LocalItem, RemoteItem, ResourceDefinition, Values } from './resource';

/** What a run knows of the Strapi side. */
export type LocalState =
  | { readonly kind: 'item'; readonly item: LocalItem }
  | { readonly kind: 'unusable'; readonly code: HeldItem['code']; readonly why: Because } // what it holds cannot be read
  | { readonly kind: 'deleted' } // its mark was seen
  | { readonly kind: 'missing' } // no row and no mark: raw SQL, a restored backup
  | { readonly kind: 'none' }; // there never was one

/** What a run knows of the Microsoft side. `as-agreed`: it was not looked at, and nothing says that it changed. */
export type RemoteState =
  | { readonly kind: 'as-agreed' }
  | { readonly kind: 'item'; readonly item: RemoteItem; readonly masked: readonly string[] }
  | { readonly kind: 'deleted' } // proven, see graph-facts §1.2
  | { readonly kind: 'none' };

/** The settings of one resource, without the resource's name in them. */
export interface ResourceSettings {
  readonly direction: Direction;
  readonly conflictResolution: ConflictResolution;
  readonly invitations: SettingValues['calendarInvitations'];
}

/** One item as the planner gets it: everything the decision depends on. */
export interface Situation {
  readonly definition: ResourceDefinition;
  readonly settings: ResourceSettings;
  readonly link: Link | null;
  readonly local: LocalState;
  readonly remote: RemoteState;
  /** What the entry's home would hold of Microsoft's values; absent: the same. */
  readonly asHeld?: Values;
  /** Of the collection that the item is in: Microsoft's version may not be written. */
  readonly isReadOnly?: boolean;
  /** Of a part: what has become in Strapi of the item it belongs to. Absent: nobody has looked. */
  readonly whole?: WholeState;
  /** Of an item with parts: those whose removal in Strapi somebody is asked about. Until the answer they are not removed in Microsoft. */
  readonly askedParts?: readonly string[];
}

/**
 * `stands`: the part can come back to it. `rewritten`: so it can, but writing the item takes the part away in Microsoft first. `gone`: it was
 * deleted, or is an item without parts by now.
 */
export type WholeState = 'stands' | 'rewritten' | 'gone';
