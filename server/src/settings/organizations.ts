import type { BlockedPeople } from '../host/blocked-people';
import type { HostTables } from '../host/host-tables';
import type { Sql, Table } from '../host/sql';
import { chunks, type Row, textOrNull } from '../host/rows';
import { together } from '../node/together';

export interface OrganizationName {
  readonly id: string;
  readonly name: string;
}
interface OfPerson {
  readonly organization: string | null;
  readonly isBlocked: boolean;
}
export interface Organizations {
  /** The organization that counts for the user: of several the oldest. documentIds. */
  of(user: string): Promise<string | null>;
  /** That, and whether Strapi lets the person in: with one statement for all who are asked about at once, for every visit asks. */
  ofPerson(user: string): Promise<OfPerson>;
  /** The same for many, or (`null`) for everybody; who is in none is left out. A fixed number of statements per 500. */
  ofMany(users: readonly string[] | null): Promise<Map<string, string>>;
  /** All of a user's, the one that counts first. */
  allOf(user: string): Promise<OrganizationName[]>;
  namesOf(organizations: Iterable<string>): Promise<Map<string, string>>;
  membersOf(organization: string): Promise<string[]>;
  exists(organization: string): Promise<boolean>;
}

const CHUNK = 500;
/** From here on it is quicker to read everybody than to ask for each chunk. */
const MANY = 5_000;

/** The host's organizations and who is in them, from whichever side the relation is kept. */
export function createOrganizations(sql: Sql, tables: () => HostTables, blocked: Pick<BlockedPeople, 'judge'>): Organizations {
  const memberships = (from: (table: string) => Table): Table => {
    const { users, organizations, membership } = tables();
    const query = from(`${membership.table} as m`)
      .join(`${users.table} as u`, 'u.id', `m.${membership.user}`)
      .join(`${organizations.table} as o`, 'o.id', `m.${membership.organization}`);
    return membership.isOfDrafts ? query.whereNull('o.published_at') : query;
  };
  const pairs = (users: readonly string[] | null): Promise<Row[]> =>
    sql.run<Row[]>((from) => {
      const query = memberships(from);
      if (users) void query.whereIn('u.document_id', [...users]);
      return query.orderBy('o.created_at').orderBy('o.document_id').select('u.document_id as user_id', 'o.document_id as organization_id');
    });

  const ofMany: Organizations['ofMany'] = async (users) => {
    const counts = new Map<string, string>();
    const wanted = users && users.length > MANY ? new Set(users) : null;
    for (const part of users === null || wanted ? [null] : chunks(users, CHUNK))
      for (const row of await pairs(part)) {
        const user = String(row['user_id']);
        if (!counts.has(user) && (!wanted || wanted.has(user))) counts.set(user, String(row['organization_id']));
      }
    return counts;
  };
  async function ofPeople(people: readonly string[]): Promise<OfPerson[]> {
    const { users, organizations, membership } = tables();
    const { columns, isBlocked } = await blocked.judge();
    const rows = await sql.run<Row[]>((from) =>
      from(`${users.table} as u`)
        .leftJoin(`${membership.table} as m`, 'u.id', `m.${membership.user}`)
        .leftJoin(`${organizations.table} as o`, (on) => {
          void on.on('o.id', `m.${membership.organization}`);
          if (membership.isOfDrafts) void on.onNull('o.published_at');
        })
        .whereIn('u.document_id', [...people])
        .orderBy('o.created_at')
        .orderBy('o.document_id')
        .select('u.document_id as user_id', 'o.document_id as organization_id', ...columns.map((name) => `u.${name}`)),
    );
    const found = new Map<string, OfPerson>();
    for (const row of rows) {
      const before = found.get(String(row['user_id'])) ?? nobody;
      found.set(String(row['user_id']), {
        organization: before.organization ?? textOrNull(row['organization_id']),
        isBlocked: before.isBlocked || isBlocked(row),
      });
    }
    return people.map((user) => found.get(user) ?? nobody);
  }
  const namesOf: Organizations['namesOf'] = async (ids) => {
    const { table, name, hasDrafts } = tables().organizations;
    const names = new Map<string, string>();
    for (const part of chunks([...new Set(ids)], CHUNK)) {
      const rows = await sql.run<Row[]>((from) => {
        const query = from(table).whereIn('document_id', part).orderBy('id', 'desc'); // of several languages the first written wins
        return (hasDrafts ? query.whereNull('published_at') : query).select('document_id', ...(name ? [`${name} as shown`] : []));
      });
      for (const row of rows) names.set(String(row['document_id']), String(row['shown'] || row['document_id']));
    }
    return names;
  };

  return {
    ofMany,
    namesOf,
    of: async (user) => (await ofMany([user])).get(user) ?? null,
    ofPerson: together(ofPeople, { isAlone: () => sql.isInTransaction() }),
    async allOf(user) {
      const ids = [...new Set((await pairs([user])).map((row) => String(row['organization_id'])))];
      const names = await namesOf(ids);
      return ids.map((id) => ({ id, name: names.get(id) ?? id }));
    },
    async membersOf(organization) {
      const rows = await sql.run<Row[]>((from) =>
        memberships(from).where({ 'o.document_id': organization }).distinct('u.document_id as user_id'),
      );
      return rows.map((row) => String(row['user_id']));
    },
    async exists(organization) {
      const { table } = tables().organizations;
      return (await sql.run<Row[]>((from) => from(table).where({ document_id: organization }).limit(1).select('id'))).length > 0;
    },
  };
}

const nobody: OfPerson = { organization: null, isBlocked: false };
