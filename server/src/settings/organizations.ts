import type { Core, UID } from '@strapi/types';

export interface Organizations {
  /** The organization that counts for the user: of several the oldest (design §4.3). documentIds. */
  of(user: string): Promise<string | null>;
  ofMany(users: readonly string[]): Promise<Map<string, string>>;
  membersOf(organization: string): Promise<string[]>;
  exists(organization: string): Promise<boolean>;
}

export interface OrganizationHost {
  readonly organization: string;
  /** The organization's relation to users, or the user's relation to it. */
  readonly members: string | { readonly user: string };
  readonly user: string;
}

const oldestFirst = [{ createdAt: 'asc' }, { documentId: 'asc' }];

export function createOrganizations(strapi: Core.Strapi, host: OrganizationHost): Organizations {
  const organizations = () => strapi.db.query(host.organization as UID.Schema);
  const users = () => strapi.db.query(host.user as UID.Schema);
  const relation = host.members;

  const ofMany: Organizations['ofMany'] = async (documentIds) => {
    const counts = new Map<string, string>();
    if (documentIds.length === 0) return counts;
    const isOneOf = { documentId: { $in: [...documentIds] } };
    if (typeof relation === 'string') {
      const rows = await organizations().findMany({
        select: ['id', 'documentId', 'createdAt'],
        where: { [relation]: isOneOf },
        populate: { [relation]: { select: ['id', 'documentId'], where: isOneOf } },
        orderBy: oldestFirst,
      });
      for (const row of rows)
        for (const member of asList(row[relation])) if (!counts.has(member)) counts.set(member, String(row['documentId']));
    } else {
      const rows = await users().findMany({
        select: ['id', 'documentId'],
        where: isOneOf,
        populate: { [relation.user]: { select: ['id', 'documentId', 'createdAt'], orderBy: oldestFirst } },
      });
      for (const row of rows) {
        const [oldest] = asList(row[relation.user]);
        if (oldest !== undefined) counts.set(String(row['documentId']), oldest);
      }
    }
    return counts;
  };

  return {
    ofMany,
    of: async (user) => (await ofMany([user])).get(user) ?? null,
    async membersOf(organization) {
      const of = { documentId: organization };
      if (typeof relation === 'string') {
        const row = await organizations().findOne({ select: ['id'], where: of, populate: { [relation]: { select: ['id', 'documentId'] } } });
        return row ? asList(row[relation]) : [];
      }
      return (await users().findMany({ select: ['id', 'documentId'], where: { [relation.user]: of } })).map((row) => String(row['documentId']));
    },
    exists: async (organization) => (await organizations().count({ where: { documentId: organization } })) > 0,
  };
}

/** documentIds of a populated relation, to one or to many. */
function asList(related: unknown): string[] {
  const all = Array.isArray(related) ? related : related ? [related] : [];
  return all.map((one) => String((one as { documentId: unknown }).documentId));
}
