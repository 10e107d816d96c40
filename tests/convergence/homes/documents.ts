import type { HostRow } from '../state';

type Data = Readonly<Record<string, unknown>>;
export interface Of {
  readonly documentId: string;
  readonly locale?: string;
}

/** Strapi's Document Service of one type, as people and the engine use it. */
export interface Documents {
  create(of: { data: Data; locale?: string; status?: 'draft' | 'published' }): Promise<{ readonly documentId: string }>;
  update(of: Of & { data: Data; status?: 'draft' | 'published' }): Promise<unknown>;
  publish(of: Of): Promise<unknown>;
  unpublish(of: Of): Promise<unknown>;
  discardDraft(of: Of): Promise<unknown>;
  clone(of: Of & { data?: Data }): Promise<unknown>;
  delete(of: Of): Promise<unknown>;
}

/** The content types of the host in a history: what was made of them since it began, by the person and by the engine. */
export interface Crm {
  documents(uid: string): Documents;
  /** Every version in every locale, with its components and with what its relations to one lead to, in the order in which they were made. */
  rows(uid: string): Promise<readonly HostRow[]>;
}
