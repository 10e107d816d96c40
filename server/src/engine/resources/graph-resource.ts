import type { Resource } from '../../../../src/contracts';
import type { ResourceDefinition, Span, Values } from '../../../../src/sync/resource';
import type { FailureReason, GraphRequest } from '../../microsoft/port';
import type { Collection } from '../../storage/port';

/** As much of a collection as tells how it is addressed. */
export type Place = Pick<Collection, 'id' | 'isDefault' | 'isOwned'>;

/** A part that Microsoft knows only as a place in its item so far. */
interface PartPlace {
  readonly collection: Place;
  /** Microsoft's id and values of the item it belongs to. */
  readonly of: string;
  readonly values: Values;
  readonly key: string;
}

/** What is still to be asked for of a list that belongs to an item. */
export interface RestOfList {
  /** Its name in the item's answer. */
  readonly name: string;
  readonly from: string | { readonly link: string };
  /** What the answer has of it. */
  readonly first: readonly unknown[];
}

/** Where a resource lives in Graph and how its items are addressed there; with the definition, all that the runner knows of a resource. */
export interface GraphResource {
  readonly definition: ResourceDefinition;
  /** Where Microsoft lists the collections that can take part, and what a page of its answer says. */
  readonly collectionsPath: string;
  readonly readCollections: (body: unknown) => readonly Collection[];
  /** Asks for one of them by itself. */
  readonly collectionPath: (id: string) => string;
  /** People choose among several, and items move between them. */
  readonly hasSeveral: boolean;
  /** The list of changes is of a span of time. */
  readonly hasWindow: boolean;
  readonly firstPagePath: (collection: Place, window: Span) => string;
  /** All that is in a window of a collection, where its changes are not told; null: there is no such list. */
  readonly viewPath: ((collection: Place, window: Span) => string) | null;
  /** Asks for the collection that an item is in; null: an item that is moved has another id, and is in no other place by the one that it had. */
  readonly wherePath: ((address: string) => string) | null;
  /** Looks in a collection for items of uids that all copies share; null: there are none. */
  readonly findByUidPath: ((collection: Place, uids: readonly string[]) => string) | null;
  /** Where one item is written; `address` as its reading gave it. */
  readonly itemPath: (collection: Place, address: string) => string;
  /** Where one item is read by itself, whole. */
  readonly wholePath: (collection: Place, address: string) => string;
  /** What the answer to that says only in part, or not at all, although it was asked for with it; null: nothing. */
  readonly askedApart: (collection: Place, address: string, body: unknown) => RestOfList | null;
  readonly createPath: (collection: Place) => string;
  /** Requests for what is written apart from an item's body and is no part either, from what Microsoft holds to what it is to hold. */
  readonly apart?: (options: {
    readonly collection: Place;
    readonly address: string;
    readonly from: Values;
    readonly to: Values;
  }) => readonly GraphRequest[];
  /** How items that carry our key are found, after a create whose answer was lost: asked for, or looked for in the whole collection. */
  readonly find:
    | { readonly kind: 'filter'; readonly path: (collection: Place, documentId: string) => string }
    | { readonly kind: 'scan'; readonly path: (collection: Place) => string };
  /** All items of a collection, wherever they lie; null: the list of changes brings all of them. */
  readonly allPath: ((collection: Place) => string) | null;
  /** What a create carries beside the item: our key, and an idempotency key where the resource has one. */
  readonly createExtras: (entry: { readonly uid: string; readonly documentId: string }, idempotencyKey: string) => Record<string, unknown>;
  /** Microsoft may ignore `If-Match` here (graph-facts §9.3): what is to be written is read first, so that only that one request lies between. */
  readonly isReadBeforeWriting: boolean;
  /** Whether a body may be text is not agreed: what is refused goes once more as HTML. */
  readonly mayRefuseText: boolean;
  readonly readHeaders: Record<string, string>;
  readonly writeHeaders: Record<string, string>;
  /** The column of the uid that all copies of an item share; null where the resource has none. */
  readonly sharedUidColumn: string | null;
  /** Null: the resource has no parts. */
  readonly parts: {
    /** Relates a part to the entry it belongs to. */
    readonly column: string;
    /** Asks for the id by which requests name a part now, and reads the answer; `null`: there is no such part; 'unknown': it does not say. `isChanged`: somebody has changed it. */
    findPath(part: PartPlace): string;
    readFound(
      body: unknown,
      part: PartPlace,
    ): { readonly address: string; readonly isChanged: boolean; readonly etag: string | null } | null | 'unknown';
  } | null;
  /** An entry that names a collection is made there, and goes there. */
  readonly isChosenByName: boolean;
  /** The column that names the collection. */
  readonly collectionColumn: string;
  /** Failures that tell of this resource in this mailbox only, and not of the account: its other resources go on. */
  readonly ownFailures: readonly FailureReason[];
}

/** What the places of a resource depend on in one mailbox. */
export interface Mailboxed {
  /** IANA; `null`: not known. */
  readonly timeZone: string | null;
}
export type ResourceOf = (resource: Resource, options: Mailboxed) => Promise<GraphResource | Unavailable>;
/** The resource does not exist in this Microsoft 365. */
export interface Unavailable {
  readonly unavailable: string;
}
