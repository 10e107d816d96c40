/** Our key on a task made in Strapi: a linked resource, which also leads back to the entry (graph-facts §2.1). To Do has no idempotency key. */
const APPLICATION = 'Strapi';

/** For the `linkedResources` of a POST. `webUrl`: the entry in Strapi's admin panel. */
export function linkedResource(documentId: string, webUrl: string): Record<string, string> {
  return { applicationName: APPLICATION, displayName: 'Open in Strapi', externalId: documentId, webUrl };
}

/** The key that an answer carries, when it was asked for with $expand. */
export function keyFrom(linkedResources: unknown): string | null {
  if (!Array.isArray(linkedResources)) return null;
  for (const linked of linkedResources) {
    const { applicationName, externalId } = (linked ?? {}) as Record<string, unknown>;
    if (applicationName === APPLICATION && typeof externalId === 'string' && externalId !== '') return externalId;
  }
  return null;
}
