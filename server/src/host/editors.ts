import type { Core, UID } from '@strapi/types';
import { grouped } from '../../../src/canonical/grouped';
import type { Edited } from '../../../src/contracts';
import { toHostUser } from './users';

/** A person who is signed in to Strapi, as kept beside what they have changed. */
export type Editor = NonNullable<Edited['by']>;
interface State {
  readonly user?: { readonly documentId?: unknown };
  readonly auth?: { readonly strategy?: { readonly name?: unknown } };
}
const typeByStrategy: Readonly<Record<string, Editor['type']>> = {
  admin: 'admin::user',
  'users-permissions': 'plugin::users-permissions.user',
};

/** Whose request is being answered, by Strapi's own authentication; null: nobody's, an API token's, or code that acts by itself. */
export function editorOf(strapi: Pick<Core.Strapi, 'requestContext'>): Editor | null {
  const { user, auth } = (strapi.requestContext.get()?.state ?? {}) as State;
  const type = typeByStrategy[String(auth?.strategy?.name)];
  return type && typeof user?.documentId === 'string' ? { type, documentId: user.documentId } : null;
}

/** As a column holds it. */
export const editorText = (editor: Editor | null): string | null => editor && `${editor.type} ${editor.documentId}`;

export function editorFrom(text: unknown): Editor | null {
  const [type, documentId] = typeof text === 'string' ? text.split(' ') : [];
  const known = Object.values(typeByStrategy).find((one) => one === type);
  return known && documentId ? { type: known, documentId } : null;
}

/** Names by `editorText`, of those who are still there. No address stands in for a name. */
export async function namesOfEditors(strapi: Core.Strapi, editors: readonly Editor[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const [type, documentIds] of grouped(editors.map((editor) => [editor.type, editor.documentId] as const))) {
    if (!strapi.db.metadata.has(type)) continue;
    const select = type === 'admin::user' ? ['documentId', 'firstname', 'lastname', 'username'] : ['documentId', 'username'];
    const rows = await strapi.db.query(type as UID.Schema).findMany({ select, where: { documentId: { $in: [...new Set(documentIds)] } } });
    for (const row of rows) {
      const { documentId, displayName } = toHostUser(row);
      if (displayName !== documentId) names.set(`${type} ${documentId}`, displayName);
    }
  }
  return names;
}
