import type { Span, ResourceDefinition } from '../../../src/sync/resource';

/** Where a resource lives in Graph and how its items are addressed there; with the definition, all that the runner knows of a resource. */
export interface Places {
  readonly definition: ResourceDefinition;
  /** The collection that takes part by default. */
  readonly collectionPath: string;
  readonly firstPagePath: (window: Span) => string;
  readonly itemPath: (microsoftId: string) => string;
  readonly createPath: string;
  /** Finds items that carry our key, after a create whose answer was lost. */
  readonly findPath: (documentId: string) => string;
  /** What a create carries beside the item: our key, and an idempotency key where the resource has one. */
  readonly createExtras: (documentId: string, idempotencyKey: string) => Record<string, unknown>;
  readonly readHeaders: Record<string, string>;
  readonly writeHeaders: Record<string, string>;
  /** Columns of the content type by which an item that is not linked yet may be found, with the item's values. */
  readonly matchColumns: { readonly sharedUid: string | null; readonly field: string };
  /** The column that names the collection. */
  readonly collectionColumn: string;
}
