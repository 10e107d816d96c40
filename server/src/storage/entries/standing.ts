import type { Core, UID } from '@strapi/types';
import type { Because, ReasonCode } from '../../../../src/contracts/reasons';
import { sameJson } from '../../../../src/canonical/same';
import type { Home } from '../../../../src/homes/home';
import type { HomeSays } from '../../../../src/sync/home-row';
import { chunks, type Row } from '../../host/rows';
import type { LocalRow } from '../port';

type Said = Partial<HomeSays> & { readonly standing?: LocalRow['standing'] };

/** Whether entries take part, and whether what comes in can be written there. */
export function standingOf(strapi: Core.Strapi, { home, homes, populate }: { home: Home; homes: readonly Home[]; populate: object }) {
  const siblings = homes.filter((other) => other !== home && other.uid === home.uid);

  return {
    /** By ids of rows. Of those that take part and can be written, nothing. */
    async of(entries: readonly Row[]): Promise<Map<number, Said>> {
      const said = new Map<number, Said>();
      if (home.isSame) return said;
      for (const [id, waits] of await pending(strapi, home, entries, populate)) said.set(id, { waits });
      const taking = await takingPart(strapi, home, entries);
      const others = entries.filter((entry) => !taking.has(String(entry['documentId'])));
      if (others.length === 0) return said;
      const elsewhere = new Set<string>();
      for (const sibling of siblings) for (const id of await takingPart(strapi, sibling, others)) elsewhere.add(id);
      for (const entry of others)
        said.set(
          Number(entry['id']),
          elsewhere.has(String(entry['documentId'])) ? { standing: 'passed-on' } : { standing: 'apart', apart: 'apart-by-mapping' },
        );
      return said;
    },
    /** Documents of which the version that takes part is missing, and another one of the same locale is there. */
    async ofMissing(documentIds: readonly string[]): Promise<Row[]> {
      if (home.version !== 'published' || documentIds.length === 0) return [];
      const drafts: Row[] = [];
      for (const part of chunks(documentIds, 200))
        drafts.push(
          ...((await strapi.db.query(home.uid as UID.ContentType).findMany({
            where: { documentId: { $in: part }, publishedAt: { $null: true }, ...(home.locale === null ? {} : { locale: home.locale }) },
            populate: populate as never,
          })) as Row[]),
        );
      return drafts;
    },
  };
}

/** documentIds of those that the mapping's filters let through. */
async function takingPart(strapi: Core.Strapi, { uid, takesPart, version, locale }: Home, entries: readonly Row[]): Promise<Set<string>> {
  const documentIds = entries.map((entry) => String(entry['documentId']));
  if (takesPart === null) return new Set(documentIds);
  const found = new Set<string>();
  for (const part of chunks(documentIds, 200))
    for (const { documentId } of await strapi.documents(uid as UID.ContentType).findMany({
      filters: { $and: [{ documentId: { $in: part } }, takesPart] } as never,
      fields: ['documentId'] as never,
      ...((version === null ? {} : { status: version }) as object),
      ...(locale === null ? {} : { locale }),
    }))
      found.add(documentId);
  return found;
}

const WAITS = 'draft-waits' satisfies ReasonCode;

/**
 * Published rows whose draft holds something else, by their ids. The draft's `updatedAt` goes along when it is published, so that one that differs
 * may be an edit; saving without a change makes it differ too, and then both hold the same.
 */
async function pending(strapi: Core.Strapi, home: Home, entries: readonly Row[], populate: object): Promise<Map<number, Because>> {
  const waiting = new Map<number, Because>();
  if (home.version !== 'published' || entries.length === 0) return waiting;
  const query = strapi.db.query(home.uid as UID.ContentType);
  const locale = home.locale === null ? {} : { locale: home.locale };
  const published = new Map(entries.map((entry) => [String(entry['documentId']), entry]));
  const edited: string[] = [];
  for (const documentId of chunks([...published.keys()], 200))
    for (const draft of (await query.findMany({
      select: ['documentId', 'updatedAt'] as never,
      where: { documentId: { $in: documentId }, publishedAt: { $null: true }, ...locale },
    })) as Row[])
      if (String(draft['updatedAt']) !== String(published.get(String(draft['documentId']))?.['updatedAt']))
        edited.push(String(draft['documentId']));
  if (edited.length === 0) return waiting;
  const whole = everything(strapi, home.uid, populate);
  for (const part of chunks(edited, 100)) {
    const rows = (await query.findMany({ where: { documentId: { $in: part }, ...locale }, populate: whole as never })) as Row[];
    for (const row of rows.filter((one) => one['publishedAt'])) {
      const draft = rows.find((one) => !one['publishedAt'] && one['documentId'] === row['documentId']);
      if (draft && !sameJson(contentOf(draft), contentOf(row))) waiting.set(Number(row['id']), WAITS);
    }
  }
  return waiting;
}

interface Attribute {
  readonly type: string;
  readonly component?: string;
  readonly components?: readonly string[];
}

/** Every relation, component and file of the type. */
function everything(strapi: Core.Strapi, uid: string, populate: object): Record<string, unknown> {
  const attributes = Object.entries(strapi.getModel(uid as UID.ContentType).attributes as unknown as Record<string, Attribute>);
  return {
    ...populate,
    ...Object.fromEntries(
      attributes.flatMap(([name, { type, component }]): [string, unknown][] => {
        if (name === 'localizations' || name === 'createdBy' || name === 'updatedBy') return [];
        if (type === 'relation') return [[name, { select: ['documentId'] }]];
        if (type === 'media' || type === 'dynamiczone') return [[name, true]];
        return type === 'component' && component !== undefined ? [[name, { populate: everything(strapi, component, {}) }]] : [];
      }),
    ),
  };
}

const ROW_ONLY = new Set(['id', 'publishedAt', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy', 'localizations', 'status']);

/** Without what tells a version from the other; entries that relations lead to by their documentIds. */
function contentOf(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(contentOf);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => !ROW_ONLY.has(name));
  return Object.fromEntries(entries.map(([name, one]) => [name, contentOf(one)]));
}
