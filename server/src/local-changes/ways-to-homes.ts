import type { Core, UID } from '@strapi/types';
import type { Home } from '../../../src/homes/home';
import { targetOf } from '../storage/entries/owners-by-path';

/** Entries of a type that say something about entries of a home, by relations that lead from these to those. */
export interface LeadsTo {
  readonly type: string;
  readonly home: Home;
  /** Relations, the first one the entry's own. */
  readonly path: readonly string[];
}

/** Types on the way to the owner, and those that filters and mapped relations name. People themselves are looked after elsewhere. */
export function leadsOf(strapi: Core.Strapi, home: Home): LeadsTo[] {
  const paths = [...ownerSteps(home), ...filterPaths(strapi, home.uid, home.takesPart ?? {}), ...mappedRelations(strapi, home)];
  const leads = paths.map((path): LeadsTo => ({ type: typeAt(strapi, home.uid, path), home, path }));
  return [...new Map(leads.filter(({ type }) => type !== '').map((lead) => [lead.path.join('.'), lead])).values()];
}

const ownerSteps = ({ owner }: Home): string[][] => owner.slice(0, -1).map((_, at) => owner.slice(0, at + 1));

function mappedRelations(strapi: Core.Strapi, home: Home): string[][] {
  const { attributes } = strapi.getModel(home.uid as UID.ContentType);
  const isRelation = (name: string) => (attributes[name] as { type?: string } | undefined)?.type === 'relation';
  return home.codecs.flatMap(({ field, attributes: names }) => (field === 'series' ? [] : names.filter(isRelation).map((name) => [name])));
}

function filterPaths(strapi: Core.Strapi, uid: string, filter: unknown): string[][] {
  if (Array.isArray(filter)) return filter.flatMap((one) => filterPaths(strapi, uid, one));
  if (typeof filter !== 'object' || filter === null) return [];
  const attributes = strapi.getModel(uid as UID.ContentType)?.attributes ?? {};
  return Object.entries(filter).flatMap(([name, inner]) => {
    if (name.startsWith('$')) return filterPaths(strapi, uid, inner);
    const attribute = attributes[name] as { type?: string; target?: string } | undefined;
    if (attribute?.type !== 'relation' || attribute.target === undefined) return [];
    return [[name], ...filterPaths(strapi, attribute.target, inner).map((path) => [name, ...path])];
  });
}

function typeAt(strapi: Core.Strapi, uid: string, path: readonly string[]): string {
  return path.reduce((type, relation) => (type === '' ? '' : targetOf(strapi, type, relation)), uid);
}
