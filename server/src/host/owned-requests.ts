import type { Core } from '@strapi/types';

/** What a request may reach of one content type: the entries of one person. */
export interface OwnedType {
  readonly uid: string;
  /** documentId of the person. */
  readonly user: string;
  /** Relations that lead to the owner, the entry's own first. */
  readonly owner: readonly string[];
  /** Relations to the owner of each type that is closed to others; null: nothing says whose its entries are. */
  readonly closed: ReadonlyMap<string, readonly string[] | null>;
}

/** By the state of the request, which lives as long as it. */
const requests = new WeakMap<object, OwnedType[]>();

/** From now on, for the rest of this request. */
export function limitRequest(state: object, type: OwnedType): void {
  requests.set(state, [...(requests.get(state) ?? []), type]);
}

/** Null: this request may reach all that its routes let it. */
export function limitOf(strapi: Core.Strapi, uid: string): OwnedType | null {
  const state = strapi.requestContext.get()?.state as object | undefined;
  return (state && requests.get(state)?.find((one) => one.uid === uid)) ?? null;
}
