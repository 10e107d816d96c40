/** What our controllers use of Koa's context. */
export interface Context {
  readonly request: { readonly body?: unknown };
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly state: Readonly<Record<string, { readonly documentId?: unknown; readonly strategy?: { readonly name?: unknown } } | undefined>>;
  body: unknown;
  status: number;
  type: string;
  /** A header of the request, '' where it has none. */
  get(header: string): string;
  set(headers: Record<string, string>): void;
  /** Strapi's own: answers 409 with its error body. */
  conflict(message: string, details: object): void;
}

/** Route parameter `:id`. */
export const idOf = (ctx: Context): string => String(ctx.params['id']);
