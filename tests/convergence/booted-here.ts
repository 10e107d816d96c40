import type { Core, UID } from '@strapi/types';
import type { Here } from './here';

/** A person at work in Strapi, by its own Document Service; what an edit leaves behind is the plugin's to note. */
export function bootedHere(
  strapi: Core.Strapi,
  { user, uid, partColumn }: { user: string; uid: UID.ContentType; partColumn: string | null },
): Here {
  const documents = strapi.documents(uid);
  return {
    rows: () =>
      strapi.db.query(uid).findMany({
        where: { owner: { documentId: user } },
        orderBy: { id: 'asc' },
        ...(partColumn === null ? {} : { populate: { [partColumn]: true } }),
      }),
    create: async (data) => void (await documents.create({ data: { owner: user, ...data } as never })),
    update: async (documentId, data) => void (await documents.update({ documentId, data: data as never })),
    remove: async (documentId) => void (await documents.delete({ documentId })),
    copy: async (documentId, data) => void (await documents.clone({ documentId, data: data as never })),
    give: async (documentId) => void (await documents.update({ documentId, data: { owner: null } as never })),
  };
}
