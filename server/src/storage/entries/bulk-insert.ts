import { randomFillSync } from 'node:crypto';
import type { Core, UID } from '@strapi/types';
import { hasHooks, hasListeners } from '../../host/hooks';
import { asEngine } from '../../host/own-writes';
import type { Context } from '../../../../src/homes/codec';
import type { Home } from '../../../../src/homes/home';
import { dataOf } from '../../../../src/homes/row';
import type { Sql } from '../../host/sql';
import { chunks, type Row } from '../../host/rows';
import { insertRows } from '../sql/insert-rows';
import { createStandsAsInserted } from './stands-as-inserted';

type Data = Readonly<Record<string, unknown>>;
interface JoinTable {
  readonly name: string;
  readonly joinColumn: { readonly name: string };
  readonly inverseJoinColumn: { readonly name: string };
  readonly orderColumnName?: string;
  readonly inverseOrderColumnName?: string;
}
interface Column {
  readonly columnName: string;
  readonly type: string;
  readonly default?: unknown;
}
interface Relation {
  readonly target: string;
  readonly joinTable?: JoinTable;
}

/** Whether this data is nothing but values of columns, and no rule of the host has to be asked first. */
export function isPlainData(strapi: Core.Strapi, uid: string, data: Data): boolean {
  const contentType = strapi.contentType(uid as UID.ContentType) as unknown as ContentType;
  return isWithoutRules(contentType) && isPlain(contentType, data);
}

/**
 * Rows of a first import, inserted in bulk: a create through the Document Service takes ten statements and 3 ms, a row in here 0.1 ms. They are
 * what the Document Service would have written, column by column. The query engine's own `createMany` puts whatever a host's mapping gives into each
 * database's form, and tells listeners; where there are none, what our own types hold is put in directly.
 */
export function createRowInsertion(strapi: Core.Strapi, sql: Sql, home: Home) {
  const { uid } = home;
  const [ownerAttribute = 'owner'] = home.owner;
  const contentType = strapi.contentType(uid as UID.ContentType) as unknown as ContentType;
  const { tableName, attributes } = strapi.db.metadata.get(uid) as unknown as {
    tableName: string;
    attributes: Readonly<Record<string, Column | Relation>>;
  };
  const owner = attributes[ownerAttribute] as Relation;
  const canTake =
    home.owner.length === 1 &&
    (home.isSame || !hasHooks(strapi, uid)) && // of the plugin's own type a first import announces itself once
    isWithoutRules(contentType) &&
    owner.joinTable !== undefined &&
    !owner.joinTable.orderColumnName &&
    !owner.joinTable.inverseOrderColumnName;
  let ownerId: Promise<number | null> | undefined;

  async function linkToOwner(ids: readonly number[], user: string): Promise<void> {
    const { name, joinColumn, inverseJoinColumn } = owner.joinTable as JoinTable;
    const of = await (ownerId ??= rowIdOf(strapi, owner.target, user));
    if (of === null) return;
    await insertRows(
      sql,
      name,
      ids.map((id) => ({ [joinColumn.name]: id, [inverseJoinColumn.name]: of })),
    );
  }

  const instants = Object.keys(contentType.attributes).filter((name) => contentType.attributes[name]?.type === 'datetime');
  const needed = required(contentType);
  const rowFor = (data: Data, now: Date): Row & { documentId: string } => {
    const made = { documentId: newDocumentId(), locale: null, publishedAt: now };
    const row: Record<string, unknown> & typeof made = { createdAt: now, updatedAt: now, ...data, ...made };
    // Strapi parses texts of instants in whatever form they are; these have one.
    for (const name of instants) if (typeof row[name] === 'string') row[name] = new Date(row[name]);
    return row;
  };

  const columns = Object.entries(attributes).flatMap(([name, attribute]) => ('columnName' in attribute ? [{ name, ...attribute }] : []));
  /** As `createMany` would put it there. Strapi's own columns have functions as their defaults. */
  const inColumns = (row: Row): Row => {
    const made: Record<string, unknown> = {};
    for (const { name, columnName, type, default: otherwise } of columns) {
      const value = row[name] === undefined ? defaultOf(otherwise) : row[name];
      if (value !== undefined)
        made[columnName] = type === 'json' && typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    }
    return made;
  };

  return {
    canTake,
    /** What the Document Service would be given. */
    mapped(data: Data, user: string, context: Context): Data {
      if (home.isSame) return dataOf(home, data, { item: data, current: null }, context);
      const { data: made } = home.create;
      const other = typeof made === 'function' ? made(data, { owner: user }) : (made ?? {});
      return { ...other, ...dataOf(home, data, { item: data, current: null }, context) };
    },
    /** Whether this row is nothing but values of columns, and no rule of the host has to be asked first. */
    takes: (data: Data): boolean => canTake && isPlain(contentType, data) && needed.every((name) => (data[name] ?? null) !== null),
    /** What the home reads of a row that was inserted so; null where only the database can tell. */
    standsAs: createStandsAsInserted(home, contentType.attributes),
    /** Returns the new documentIds in order. */
    async insert(user: string, data: readonly Data[]): Promise<string[]> {
      if (data.length === 0) return [];
      const now = new Date();
      const rows = data.map((one) => rowFor(one, now));
      const documentIds = rows.map(({ documentId }) => documentId);
      if (home.isSame && !hasListeners(strapi, uid)) {
        await insertRows(sql, tableName, rows.map(inColumns));
        await linkToOwner(await rowIds(sql, tableName, documentIds), user);
        return documentIds;
      }
      const { ids } = await asEngine({ uid, documentId: null }, () =>
        strapi.db.query(uid as UID.Schema).createMany({ data: rows as never }),
      );
      // MySQL names the first new row of each statement only.
      await linkToOwner(ids.length === rows.length ? ids.map(Number) : await rowIds(sql, tableName, documentIds), user);
      return documentIds;
    },
  };
}

const defaultOf = (value: unknown): unknown => (typeof value === 'function' ? (value as () => unknown)() : value);

interface Attribute {
  readonly type: string;
  readonly [rule: string]: unknown;
}
interface ContentType {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly lifecycles?: object;
  readonly options?: { readonly draftAndPublish?: boolean };
  readonly pluginOptions?: { readonly i18n?: { readonly localized?: boolean } };
}

/** What only the Document Service knows how to check. None of our own types has any of it, but a host may have extended them. */
const RULES = ['unique', 'regex', 'min', 'max', 'minLength'];

function isWithoutRules({ attributes, options, pluginOptions, lifecycles }: ContentType): boolean {
  if (options?.draftAndPublish === true || pluginOptions?.i18n?.localized === true) return false;
  if (Object.keys(lifecycles ?? {}).length > 0) return false;
  return Object.values(attributes).every((attribute) => RULES.every((rule) => attribute[rule] === undefined || attribute[rule] === false));
}

/** Kinds that are no column, or are checked in what they hold. */
const OF_THE_DOCUMENT_SERVICE = new Set(['relation', 'component', 'dynamiczone', 'media', 'blocks']);

/** Values of columns that are as their attributes want them: what is required is there, and no text is longer than its column may be. */
const isPlain = ({ attributes }: ContentType, data: Data): boolean =>
  Object.keys(data).every((name) => {
    const [attribute, value] = [attributes[name], data[name]];
    if (attribute === undefined || OF_THE_DOCUMENT_SERVICE.has(attribute.type)) return false;
    const most = attribute['maxLength'];
    if (typeof most === 'number' && typeof value === 'string' && value.length > most) return false;
    return !Array.isArray(attribute['enum']) || value === null || value === undefined || attribute['enum'].includes(value);
  });

/** What each entry must say itself. */
const required = ({ attributes }: ContentType): string[] =>
  Object.keys(attributes).filter((name) => attributes[name]?.['required'] === true && attributes[name]['default'] === undefined);

async function rowIds(sql: Sql, table: string, documentIds: readonly string[]): Promise<number[]> {
  const ids = new Map<string, number>();
  for (const part of chunks(documentIds, 200))
    for (const row of await sql.run<Row[]>((from) => from(table).whereIn('document_id', part).select('id', 'document_id')))
      ids.set(String(row['document_id']), Number(row['id']));
  return documentIds.flatMap((documentId) => ids.get(documentId) ?? []);
}

async function rowIdOf(strapi: Core.Strapi, uid: string, documentId: string): Promise<number | null> {
  const row = (await strapi.db.query(uid as UID.Schema).findOne({ select: ['id'], where: { documentId } })) as { id?: unknown } | null;
  return row === null ? null : Number(row.id);
}

/** 24 characters, the first a letter, like Strapi's own; its generator takes 36 µs for each, which is a third of a second for 10,000. */
export function newDocumentId(): string {
  let id = '';
  while (id.length < 24) {
    const byte = randomByte();
    // 252 is a multiple of 36 and of no more: bytes beyond it would favour some characters.
    if (byte >= 252) continue;
    const character = CHARACTERS[byte % 36] as string;
    if (id !== '' || character > '9') id += character;
  }
  return id;
}

/** Drawn for a hundred ids at a time: to ask for a few costs as much as for many. */
const drawn = Buffer.alloc(4_096);
let taken = drawn.length;
function randomByte(): number {
  if (taken === drawn.length) {
    randomFillSync(drawn);
    taken = 0;
  }
  return drawn[taken++] as number;
}
const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
