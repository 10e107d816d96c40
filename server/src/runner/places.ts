import type { Span, ResourceDefinition } from '../../../src/sync/resource';

export interface Collection {
  readonly id: string;
  readonly name: string;
}

/** Where a resource lives in Graph and how its items are addressed there; with the definition, all that the runner knows of a resource. */
export interface Places {
  readonly definition: ResourceDefinition;
  /** Where Microsoft says which collection takes part by default, and what its answer says; `null`: nothing that can be used. */
  readonly collectionPath: string;
  readonly readCollection: (body: unknown) => Collection | null;
  /** `collection` is its id, here and below. */
  readonly firstPagePath: (collection: string, window: Span) => string;
  /** Where one item is written; `address` as its reading gave it. */
  readonly itemPath: (collection: string, address: string) => string;
  /** Where one item is read by itself, whole. */
  readonly wholePath: (collection: string, address: string) => string;
  readonly createPath: (collection: string) => string;
  /** Finds items that carry our key, after a create whose answer was lost. */
  readonly findPath: (collection: string, documentId: string) => string;
  /** What a create carries beside the item: our key, and an idempotency key where the resource has one. */
  readonly createExtras: (documentId: string, idempotencyKey: string) => Record<string, unknown>;
  readonly readHeaders: Record<string, string>;
  readonly writeHeaders: Record<string, string>;
  /** Columns of the content type by which an item that is not linked yet may be found, with the item's values. */
  readonly matchColumns: { readonly sharedUid: string | null; readonly field: string };
  /** The column that names the collection. */
  readonly collectionColumn: string;
}
