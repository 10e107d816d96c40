import type { Core, UID } from '@strapi/types';
import type { Home } from '../../../../src/homes/home';

type Populate = Record<string, unknown>;
interface Attribute {
  readonly type: string;
  readonly component?: string;
}

/** What is read with a row: the owner or the first step to them, the components that the mapping names, and the series of an exception. */
export function populateOf(strapi: Core.Strapi, home: Home): Populate {
  const attributes = strapi.getModel(home.uid as UID.ContentType).attributes as unknown as Record<string, Attribute>;
  const populate: Populate = { [home.owner[0] ?? 'owner']: { select: ['id', 'documentId'] } };
  for (const { field, attributes: paths } of home.codecs)
    for (const path of paths) if (field !== 'series') addPath(strapi, populate, attributes, path.split('.'));
  const series = home.codecs.find(({ field }) => field === 'series')?.attributes[0];
  // What a part is said to be depends on the item it belongs to.
  return series === undefined ? populate : { ...populate, [series]: home.isSame ? true : { populate: withoutOwner(populate, home) } };
}

function withoutOwner({ ...populate }: Populate, home: Home): Populate {
  delete populate[home.owner[0] ?? 'owner'];
  return populate;
}

function addPath(strapi: Core.Strapi, populate: Populate, attributes: Record<string, Attribute>, [name = '', ...rest]: string[]): void {
  const attribute = attributes[name];
  if (attribute === undefined) return;
  if (['relation', 'media'].includes(attribute.type)) populate[name] ??= { select: ['id', 'documentId'] };
  if (attribute.type !== 'component' || attribute.component === undefined) return;
  const known = (populate[name] ?? { populate: {} }) as { populate: Populate };
  populate[name] = known;
  const inner = strapi.getModel(attribute.component as UID.Component).attributes as unknown as Record<string, Attribute>;
  addPath(strapi, known.populate, inner, rest);
}
