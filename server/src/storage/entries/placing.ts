import type { Core, UID } from '@strapi/types';
import type { Home } from '../../../../src/homes/home';
import { dataOf, rowOf } from '../../../../src/homes/row';
import { documentIdOf } from '../../../../src/sync/entry-id';
import { asEngine } from '../../host/own-writes';
import type { Row } from '../../host/rows';
import type { Sql } from '../../host/sql';
import { askingHost } from '../host-refusal';
import { createHomeItems, type HomeItems } from './home-items';
import { type KeptEntry, type KeptVersion, readKept } from './kept';
import { populateOf } from './populate';
import { withoutTheGone } from './relations-there';
import { versionOf } from './version';

type Data = Readonly<Record<string, unknown>>;

/** The entries of a home, and entries that come to it from another one under the documentIds that they have. */
export interface Placing extends Pick<HomeItems, 'home' | 'lockable' | 'lock' | 'read' | 'partsOf' | 'remove'> {
  /** All that an entry holds, in every version and language. */
  keep(documentId: string): Promise<KeptEntry>;
  /**
   * `columns`: canonical; `kept`: what the entry held here before it left. An entry that is of this content type already (a part of it is another
   * home) becomes one of this home's. Throws what Strapi or a hook of the host has against it.
   */
  place(user: string, documentId: string, of: { columns: Data; kept: KeptEntry | null }): Promise<void>;
  /** Throws what Strapi has against it. Hooks of the host are not asked, and nothing is written. */
  mustBeValid(user: string, documentId: string, of: { columns: Data; kept: KeptEntry | null }): Promise<void>;
}

export function createPlacing(
  strapi: Core.Strapi,
  sql: Sql,
  { home, homes, timeZone }: { home: Home; homes: readonly Home[]; timeZone: string },
): Placing {
  const { uid } = home;
  const items = createHomeItems(strapi, sql, { home, homes, timeZone });
  const query = () => strapi.db.query(uid as UID.ContentType);
  const documents = () => strapi.documents(uid as UID.ContentType);
  const populate = populateOf(strapi, home);
  const version = versionOf(home);

  /** What the Document Service is given; `current`: what stands in the same content type already. */
  function dataFor(user: string, columns: Data, current: Row | null): Data {
    if (home.isSame) return { ...dataOf(home, columns, { item: columns, current: null }, { timeZone }), ...inSeries(columns), owner: user };
    const { data: made } = home.create;
    const item = { ...(current ? rowOf(home, current, { timeZone }) : {}), ...columns };
    return {
      ...(typeof made === 'function' ? made(item, { owner: user }) : made),
      ...dataOf(home, columns, { item, current }, { timeZone }),
      ...(home.owner.length === 1 && !current ? { [home.owner[0] ?? '']: user } : {}),
    };
  }
  const standing = async (documentId: string): Promise<Row | null> =>
    (await query().findOne({
      where: { $and: [{ documentId }, version.writtenWhere] },
      populate: populate as never,
    })) as Row | null;
  const create = (documentId: string, data: Data, at: object) => documents().create({ data: { ...data, documentId } as never, ...at });

  /** As it was when it left: the version that takes part first, then its draft, then the other languages. */
  async function restore(user: string, documentId: string, kept: KeptEntry): Promise<void> {
    const owner = home.owner.length === 1 ? { [home.owner[0] ?? '']: user } : {};
    const own = (one: KeptVersion) => home.locale === null || one.locale === home.locale;
    const hasVersions = home.version !== null;
    const placeOf = ({ locale, isPublished }: KeptVersion) => ({
      ...(locale === null ? {} : { locale }),
      ...(hasVersions ? { status: isPublished ? 'published' : 'draft' } : {}),
    });
    const inOrder = [...kept].sort((a, b) => Number(own(b)) - Number(own(a)) || Number(b.isPublished) - Number(a.isPublished));
    for (const [at, one] of inOrder.entries()) {
      const data = await withoutTheGone(strapi, uid, { ...one.data, ...owner });
      if (at === 0) await create(documentId, data, placeOf(one));
      else await documents().update({ documentId, data: data as never, ...placeOf(one) });
    }
  }

  return {
    home,
    lockable: items.lockable,
    lock: items.lock,
    read: items.read,
    partsOf: items.partsOf,
    remove: items.remove,
    keep: (documentId) => readKept(strapi, uid, documentId),
    async place(user, documentId, { columns, kept }) {
      const current = await standing(documentId);
      const isBack = current === null && kept !== null && kept.length > 0;
      await askingHost(null, () =>
        asEngine({ uid, documentId, isWhole: true }, async () => {
          if (isBack) return restore(user, documentId, kept);
          const data = dataFor(user, columns, current);
          if (current) await documents().update({ documentId, data: data as never, ...version.written });
          else await create(documentId, data, version.created);
        }),
      );
      // What has changed since it left.
      if (isBack) await items.update(documentId, { ...columns, ...inSeries(columns) });
    },
    async mustBeValid(user, documentId, { columns, kept }) {
      const current = await standing(documentId);
      if (current) return; // it is valid, and what changes is checked when it is written
      const model = strapi.getModel(uid as UID.ContentType);
      const attributes = model.attributes as Readonly<Record<string, { type: string } | undefined>>;
      const withoutRelations = (data: Data): Data =>
        Object.fromEntries(Object.entries(data).filter(([name]) => attributes[name]?.type !== 'relation'));
      const isDraft = (version.created as { status?: string }).status === 'draft';
      await askingHost(null, async () => {
        const data = { ...withoutRelations(kept?.[0]?.data ?? {}), ...withoutRelations(dataFor(user, columns, null)) };
        await strapi.entityValidator.validateEntityCreation(model, data as never, { isDraft, locale: home.locale } as never);
      });
    },
  };
}

/** Relations name entries by documentId alone. */
const inSeries = (columns: Data): Data => (typeof columns['series'] === 'string' ? { series: documentIdOf(columns['series']) } : {});
