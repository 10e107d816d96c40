import type { Core } from '@strapi/types';

/** The host's own tables, as our set-based statements reach them: lists of 100,000 people cannot be read person by person. */
export interface HostTables {
  readonly users: { readonly table: string; readonly columns: readonly string[] };
  readonly organizations: {
    readonly table: string;
    readonly name: string | null;
    readonly hasDrafts: boolean;
    readonly isLocalized: boolean;
  };
  /** Where the pair of a user's and an organization's row ids is kept: a join table, or one of the two tables themselves. */
  readonly membership: { readonly table: string; readonly user: string; readonly organization: string; readonly isOfDrafts: boolean };
}
export interface HostTypes {
  readonly user: string;
  readonly organization: string;
  /** The organization's relation to users, or the user's relation to it. */
  readonly members: string | { readonly user: string };
}

interface Column {
  readonly name: string;
  readonly referencedColumn: string;
}
interface Attribute {
  readonly type: string;
  readonly columnName?: string;
  readonly target?: string;
  readonly joinColumn?: Column;
  readonly joinTable?: { readonly name: string; readonly joinColumn?: Column; readonly inverseJoinColumn?: Column };
}

/** In the order of a person's name; users-permissions has the last two. */
const USER_COLUMNS = ['firstname', 'lastname', 'username', 'email'];
const ORGANIZATION_NAMES = ['name', 'title', 'displayName', 'label'];

/** Throws where the configuration names a relation that is none. The database must be initialized. */
export function readHostTables(strapi: Core.Strapi, host: HostTypes): HostTables {
  const users = metaOf(strapi, host.user);
  const organizations = metaOf(strapi, host.organization);
  const isOfOrganization = typeof host.members === 'string';
  const name = typeof host.members === 'string' ? host.members : host.members.user;
  const [own, target] = isOfOrganization ? [organizations, host.user] : [users, host.organization];
  const relation = own.attributes[name];
  const pair =
    relation?.type === 'relation' && relation.target === target ? pairOf(own.table, metaOf(strapi, target).table, relation) : null;
  if (!pair)
    throw new Error(
      `microsoft-sync: config.host.members names "${name}", and ${isOfOrganization ? host.organization : host.user} has no such relation to ${target}`,
    );

  const { options, pluginOptions } = strapi.contentType(host.organization as 'admin::user') as {
    options?: { draftAndPublish?: boolean };
    pluginOptions?: { i18n?: { localized?: boolean } };
  };
  const hasDrafts = options?.draftAndPublish === true;
  const [user, organization] = isOfOrganization ? [pair.target, pair.own] : [pair.own, pair.target];
  return {
    users: { table: users.table, columns: USER_COLUMNS.filter((one) => users.attributes[one]?.columnName === one) },
    organizations: {
      table: organizations.table,
      name: nameColumn(organizations.attributes),
      hasDrafts,
      isLocalized: pluginOptions?.i18n?.localized === true,
    },
    // What the draft says of its members counts; a relation of the user may point at either version.
    membership: { table: pair.table, user, organization, isOfDrafts: hasDrafts && isOfOrganization },
  };
}

function metaOf(strapi: Core.Strapi, uid: string): { table: string; attributes: Record<string, Attribute | undefined> } {
  if (!strapi.db.metadata.has(uid)) throw new Error(`microsoft-sync: config.host names the content type ${uid}, which does not exist`);
  const { tableName, attributes } = strapi.db.metadata.get(uid) as unknown as { tableName: string; attributes: Record<string, Attribute> };
  return { table: tableName, attributes };
}

/** The table that holds both row ids, and the columns that name the relation's own row and its target. */
function pairOf(own: string, target: string, { joinTable, joinColumn }: Attribute): { table: string; own: string; target: string } | null {
  if (joinTable?.joinColumn && joinTable.inverseJoinColumn)
    return { table: joinTable.name, own: joinTable.joinColumn.name, target: joinTable.inverseJoinColumn.name };
  if (!joinColumn) return null;
  return joinColumn.name === 'id'
    ? { table: target, own: joinColumn.referencedColumn, target: 'id' }
    : { table: own, own: 'id', target: joinColumn.name };
}

function nameColumn(attributes: Record<string, Attribute | undefined>): string | null {
  const columnOf = (name: string) => (attributes[name]?.type === 'string' ? (attributes[name]?.columnName ?? null) : null);
  const named = ORGANIZATION_NAMES.map(columnOf).find((column) => column !== null);
  const own = Object.keys(attributes).filter((name) => !['documentId', 'locale'].includes(name));
  return named ?? own.map(columnOf).find((column) => column !== null) ?? null;
}
