/**
 * What makes a resource (calendar, tasks) a resource. The planner, runner and stores know only this; they never ask which one they serve.
 * Everything here is pure: canonical values in, canonical values out.
 */
import type { HeldItem, Resource, SettingValues, Side } from '../contracts';
import type { Because } from '../contracts/reasons';

/** An item's fields in canonical form: what both sides can hold. Every field of the definition is present. JSON values only. */
export type Values = Readonly<Record<string, unknown>>;

export interface FieldRule {
  /** 'microsoft': set by the engine from Microsoft, read-only for people in Strapi. */
  readonly writtenBy: 'both' | 'microsoft';
  /** Personal fields may be written on meetings of others and mail nobody. */
  readonly isPersonal: boolean;
  /** Fields of one unit are decided together when the unit's shape changed or a merge of them would be invalid. */
  readonly unit?: string;
  /** The field without which an entry in Strapi cannot hold this one (dates of a series that are cancelled: its rule). */
  readonly needs?: string;
  /** Another field that holds the same in another form: what may not be written there may not be written here. */
  readonly viewOf?: string;
  readonly isEqual: (a: unknown, b: unknown) => boolean;
  /** Microsoft's item has become another one than the edit in Strapi was about: its value counts, and the edit is kept with the conflict. */
  readonly isOvertaken?: (base: Values, microsoft: Values) => boolean;
  /** Not part of the item's body in Microsoft: written by requests of its own. */
  readonly hasOwnRequests?: boolean;
  /**
   * Where edits of both sides can stand beside each other (a set, a list with ids): the value that holds both. Absent: one side has to win.
   * `isContested`: some contradict each other, and of those the winner's stand; `null`: somebody has to decide.
   */
  readonly merge?: (of: FieldVersions, winner: Side | null) => { readonly value: unknown; readonly isContested: boolean };
  /** Where a person may take both: the value that says what both sides say, Strapi's first. Absent: it is the one or the other. */
  readonly together?: (strapi: unknown, microsoft: unknown) => unknown;
  /** Microsoft's value as Strapi is to hold it, where it has names or an order of its own for what is in it. Absent: as it is. */
  readonly forStrapi?: (of: FieldVersions) => unknown;
  /**
   * Where requests of its own carry no key by which a repetition is known: the base after a write that nobody has answered. `strapi` is what was
   * sent.
   */
  readonly asSent?: (of: FieldVersions) => unknown;
  /** Microsoft's value as the base. `isOneWay`: edits there stay that are none of ours, and are not agreed. Absent: as it is. */
  readonly asBase?: (of: FieldVersions, isOneWay: boolean) => unknown;
}

/** One field as it was agreed, and as both sides have it now. */
export interface FieldVersions {
  readonly base: unknown;
  readonly strapi: unknown;
  readonly microsoft: unknown;
}

/** An item that belongs to another one and has no life of its own: an exception of a series. */
export interface Part {
  /** Id of the item it belongs to, on the side where it was read: documentId, or Microsoft's id. */
  readonly of: string;
  /** Which part of it: the same on both sides (for an exception, the date of the occurrence it stands for, in the series' own zone). */
  readonly key: string;
}

/** Instants, ISO 8601 UTC; `end` exclusive. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

export interface RemoteItem {
  readonly kind: 'item';
  /** Names the item for good. For a part it is `partId` of the definition: Microsoft's own ids of parts may change. */
  readonly microsoftId: string;
  /** The id by which requests name it at present; null: a part of which Microsoft has nothing of its own, for it is as its item says. */
  readonly address: string | null;
  readonly part: Part | null;
  /** `microsoftId`s of all its parts, where the reading brought them; a part that is not among them is gone. Null: not read. */
  readonly parts: readonly string[] | null;
  readonly etag: string | null;
  readonly modifiedAt: string | null;
  /** Where the resource can hold one item twice, the older one is kept. */
  readonly createdAt?: string | null;
  /** The same in every mailbox that holds a copy (iCalUId); null where the resource has none. */
  readonly sharedUid: string | null;
  /** Our key, where the answer carries it. */
  readonly key: string | null;
  /** The idempotency key that it was made with, where the answer carries it. */
  readonly requestKey?: string | null;
  readonly values: Values;
  /** False for a meeting that somebody else organizes: only personal fields may be written. */
  readonly isOwn: boolean;
  /** Addresses that Microsoft would mail on a change of a field that is not personal, or on deletion. */
  readonly wouldMail: readonly string[];
  /** Fields that must not be written although they differ (the body of an online meeting holds its join information). */
  readonly unwritable: readonly string[];
  /** Fields that the answer did not tell, although they were asked for: what `values` has there means nothing, and nothing has changed. */
  readonly unread?: readonly string[];
  /** Read in a list that may keep silent about what the item has: a version that is not known yet may be asked for by itself. */
  readonly mayHaveMore?: boolean;
}

/** Stands in an item that was too long to be read: only its id and other short texts and numbers are there. */
export const LEFT_OUT = '@microsoft-sync.fieldsOmittedByDelta';

export type RemoteReading =
  | RemoteItem
  | { readonly kind: 'removed'; readonly microsoftId: string }
  /** Says that the item of this id has changed, and not how: it has to be read by itself (`readWhole`). */
  | {
      readonly kind: 'incomplete';
      readonly microsoftId: string;
      /** Only a part of it was named; the item itself may not be there at all. */
      readonly isByPart?: true;
    }
  | { readonly kind: 'left-alone'; readonly microsoftId: string; readonly why: string }
  | { readonly kind: 'unusable'; readonly microsoftId: string | null; readonly why: string };

export interface LocalItem {
  readonly kind: 'item';
  readonly documentId: string;
  readonly part: Part | null;
  readonly values: Values;
  /** What it holds besides and what counts for nothing, for it lacks what that needs (dates of what is no series). It is written over with that. */
  readonly idle?: Values;
  /** Fields of which the entry says nothing: its home does not hold them, or they only come in. What `values` has there is a default. */
  readonly unread?: readonly string[];
  /** Fields that cannot be written in its home. */
  readonly unheld?: readonly string[];
  /** What comes in cannot be written at present: what is so, and what to do. */
  readonly waits?: Because;
  /** False for a meeting that somebody else organizes: it is never made anew in Microsoft. */
  readonly isOwn: boolean;
  /** Strapi's `updatedAt`, or the time of the edit where it is known. */
  readonly editedAt: string;
}
export type LocalReading =
  | LocalItem
  | { readonly kind: 'left-alone'; readonly documentId: string; readonly why: Because }
  | {
      readonly kind: 'unusable';
      readonly documentId: string;
      /** The place it stands in, where at least that can be read. */
      readonly part: Part | null;
      readonly code: HeldItem['code'];
      readonly title: string;
      readonly why: Because;
    };

/** What a list has to know of a resource's items. */
export type Described = Pick<ResourceDefinition, 'uid' | 'title' | 'fields'>;

export interface ResourceDefinition {
  readonly resource: Resource;
  /** The content type that is the resource's home in Strapi. */
  readonly uid: string;
  readonly fields: Readonly<Record<string, FieldRule>>;

  /** One element of Microsoft's list of changes. Never throws: nonsense is `unusable`. */
  readMicrosoft(raw: unknown): RemoteReading;
  /** The answer to reading one item by itself: the item first, then its parts. Never throws. */
  readWhole(raw: unknown): readonly RemoteReading[];
  /** Null: its items have no parts. */
  readonly parts: PartRules | null;
  /** One row of the content type (scalars as Strapi's query engine gives them). Never throws. */
  readStrapi(row: Readonly<Record<string, unknown>>): LocalReading;
  /** The body of a POST (all fields) or PATCH (the named ones, with what Graph wants beside them). */
  bodyForMicrosoft(values: Values, changed: readonly string[]): Record<string, unknown>;
  /** The data for the Document Service: the named fields in the content type's form. */
  rowForStrapi(values: Values, changed: readonly string[]): Record<string, unknown>;

  /** What is wrong with a combination of fields that each for itself is right; empty: nothing. */
  problems(values: Values): readonly { fields: readonly string[]; message: string }[];
  /** What Microsoft cannot be made to hold, of a write that would change `fields` from what it holds now; it is held with the reason. */
  refusals(from: Values | null, to: Values, fields: readonly string[]): readonly Refusal[];
  /**
   * Hides what the person's settings keep out of Strapi; returns null where the item is to be skipped, else the masked item and which
   * fields are masked.
   */
  mask(item: RemoteItem, settings: SettingValues): { item: RemoteItem; masked: readonly string[] } | null;
  /** When the item is, for window questions; null: always inside (tasks). */
  span(values: Values): Span | null;
  title(values: Values): string;
  /** For matching what both sides already hold on a first sync; null: nothing to go by. */
  fingerprint(values: Values): string | null;
  /** Where entries of the same fingerprint are to be looked for, however people and databases have written them down. */
  matchCriteria(values: Values): MatchCriteria;
}

/** What a column holds: one of these values, an instant of this span, or all of these words in any case. */
export type MatchCriteria = { readonly column: string } & (
  { readonly oneOf: readonly unknown[] } | { readonly span: Span } | { readonly words: readonly string[] }
);

export interface Refusal {
  readonly fields: readonly string[];
  readonly code: HeldItem['code'];
  /** What is so, and what to do. */
  readonly message: Because;
}

/** Parts of items, such as the exceptions of a series. */
export interface PartRules {
  /** The name of a part for good, from Microsoft's id of the item it belongs to. */
  id(of: string, key: string): string;
  /** Whether an item with these values can have parts. */
  areIn(values: Values): boolean;
  /** Whether an item with these values has, or can have, this part. */
  has(values: Values, key: string): boolean;
  /** Whether Microsoft keeps the parts of an item that is written so. */
  areKept(from: Values, to: Values): boolean;
  /** Keys of parts that an item held and holds no more: each is removed in Microsoft by a request of its own. */
  removed(from: Values, to: Values): readonly string[];
  /** The item with these parts, also where they were removed. */
  including(of: Values, keys: ReadonlySet<string>): Values;
  /** What the part holds as long as nobody has changed it: its item's values at its own place. */
  base(of: Values, key: string): Values;
}
