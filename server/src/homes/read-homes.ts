import type { Core, UID } from '@strapi/types';
import type { CanonicalField, FieldMapping, HomeReading } from '../../../src/contracts';
import type { Home } from '../../../src/homes/home';
import type { Row } from '../host/rows';
import type { Sql } from '../host/sql';
import type { Adoptions } from '../storage/sql/adoptions';
import { tables } from '../storage/sql/models';
import type { Confirmations } from './confirmations';
import type { Homes } from './registry';

interface ReadingDeps {
  readonly strapi: Core.Strapi;
  readonly sql: Sql;
  readonly homes: Homes;
  readonly confirmations: Confirmations;
  readonly adoptions: Pick<Adoptions, 'count'>;
}

/** What is mapped to what, how many entries there are, and what is wrong with them. */
export async function readHomes(deps: ReadingDeps): Promise<HomeReading[]> {
  const readings: HomeReading[] = [];
  for (const home of deps.homes.all()) readings.push(await readHome(deps, home));
  return readings;
}

async function readHome(deps: ReadingDeps, home: Home): Promise<HomeReading> {
  const mapping = deps.homes
    .given()
    .find((one) => one.resource === home.resource && (one.mapping.name ?? one.mapping.uid) === home.name)?.mapping;
  const given = (mapping?.fields ?? {}) as Record<string, string | FieldMapping | undefined>;
  const confirmed = (await deps.confirmations.all(home.resource)).get(home.name);
  return {
    name: home.name === '' ? home.uid : home.name,
    uid: home.uid,
    displayName: deps.strapi.getModel(home.uid as UID.ContentType).info.displayName,
    resource: home.resource,
    isBuiltIn: home.name === '',
    owner: home.owner.join('.'),
    fields: home.codecs.map(({ field, attributes, direction }) => {
      const of = given[field];
      const more = typeof of === 'object' ? of : null;
      return {
        field: field as CanonicalField,
        attributes: [...attributes],
        direction,
        values: more?.values ?? null,
        hasFunction: more?.read !== undefined || more?.write !== undefined,
      };
    }),
    takesPart: home.takesPart,
    accepts: typeof home.accepts === 'function' ? 'function' : home.accepts,
    durationMinutes: home.durationMinutes,
    version: home.version,
    locale: home.locale,
    mapsSeries: !home.says.unheld.includes('recurrence'),
    counts: await countsOf(deps, home),
    confirmation: confirmed ?? { state: 'confirmed', at: null, by: null },
  };
}

async function countsOf({ strapi, sql, adoptions }: ReadingDeps, home: Home): Promise<HomeReading['counts']> {
  const { uid, takesPart, version, locale } = home;
  const count = (filters: object | null): Promise<number> =>
    strapi.documents(uid as UID.ContentType).count({
      ...(filters ? { filters } : {}),
      ...(version === null ? {} : { status: version }),
      ...(locale === null ? {} : { locale }),
    } as never);
  const owned = { [home.owner[0] ?? 'owner']: { id: { $notNull: true } } };
  const [all, takePart] = [await count(null), await count(takesPart ? { $and: [takesPart, owned] } : owned)];
  const held = await sql.run<Row[]>((from) => {
    const query = from(tables.held).where('target_key', 'like', `%|${home.resource}`).whereNotNull('document_id');
    if (home.name === '') void query.where('document_id', 'not like', '%|%');
    else void query.whereRaw('substr(document_id, 1, ?) = ?', [home.name.length + 1, `${home.name}|`]);
    return query.groupBy('code').select('code').count({ n: '*' });
  });
  const ofCode = (code: string): number => Number(held.find((row) => row['code'] === code)?.['n'] ?? 0);
  const [refusedByHost, unpublished] = [ofCode('refused-by-host'), ofCode('unpublished-changes')];
  return {
    takePart,
    linked: await adoptions.count({ resource: home.resource, home: home.name }),
    leftAlone: Math.max(0, all - takePart),
    refusedByHost,
    unpublished,
    heldOtherwise: held.reduce((sum, row) => sum + Number(row['n']), 0) - refusedByHost - unpublished,
  };
}
