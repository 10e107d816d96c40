/** Our key on an event made in Strapi: the one thing that Graph can be asked for by value (graph-facts §1.11). */
export const KEY_PROPERTY = 'String {52030c90-f241-4e9f-93a2-7d7f713e266c} Name StrapiDocumentId';

/** For the `singleValueExtendedProperties` of a POST. */
export function keyProperty(documentId: string): { id: string; value: string } {
  return { id: KEY_PROPERTY, value: documentId };
}

/** The key that an answer carries, when it was asked for with $expand. */
export function keyFrom(properties: unknown): string | null {
  if (!Array.isArray(properties)) return null;
  for (const property of properties) {
    const { id, value } = (property ?? {}) as Record<string, unknown>;
    // The service may answer the GUID in another case; the name is case-sensitive, but nobody else has this GUID.
    if (typeof id === 'string' && id.toLowerCase() === KEY_PROPERTY.toLowerCase() && typeof value === 'string' && value !== '')
      return value;
  }
  return null;
}
