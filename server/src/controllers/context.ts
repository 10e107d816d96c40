/** What our controllers use of Koa's context. */
export interface Context {
  readonly request: { readonly body?: unknown };
  readonly query: Readonly<Record<string, unknown>>;
  readonly state: Readonly<Record<string, { readonly documentId?: unknown } | undefined>>;
  body: unknown;
  type: string;
  set(headers: Record<string, string>): void;
}
