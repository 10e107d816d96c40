import type { Core } from '@strapi/types';
import { accountModel, signInModel } from './accounts';
import { applicationModel, applicationProblemModel } from './application';
import { giveDefaultOwner } from './local-changes/default-owner';
import { registerCustomFields } from './forms/custom-fields';
import { watchListeners, watchMiddlewares } from './host/hooks';
import { duplicateAsNew } from './local-changes/duplicate';
import { reachOwnEntriesAlone } from './local-changes/own-entries-alone';
import { watched } from './local-changes/watched';
import type { PluginConfig } from './config';
import { mailboxModels } from './mailboxes';
import { syncModels } from './storage/sql/models';

export function register({ strapi }: { strapi: Core.Strapi }): void {
  for (const model of [...syncModels, accountModel, signInModel, applicationModel, applicationProblemModel, ...mailboxModels])
    strapi.get('models').add(model);
  const { host, contentApi, resources } = strapi.config.get('plugin::microsoft-sync') as PluginConfig;
  aimRelations(strapi, host.user);
  registerCustomFields(strapi);
  watchMiddlewares(strapi);
  watchListeners(strapi);
  giveDefaultOwner(strapi, watched, host.user);
  duplicateAsNew(strapi, watched);
  hideFromGraphql(strapi, contentApi);
  reachOwnEntriesAlone(strapi);
  closeRelations(strapi, [...(contentApi.relations ? [] : watched.map(({ uid }) => uid)), ...mustExist(strapi, contentApi.ownersOnly)]);
  for (const { uid, resource } of watched) if (resources[resource]?.builtIn === false) hideFromMenu(strapi, uid);
}

/** Its entries stay where they are, and stay synchronized; what is new goes to the homes of the host. */
function hideFromMenu(strapi: Core.Strapi, uid: string): void {
  strapi.get('content-types').extend(uid, (contentType: { pluginOptions?: Record<string, object> }) => {
    contentType.pluginOptions = {
      ...contentType.pluginOptions,
      'content-manager': { ...contentType.pluginOptions?.['content-manager'], visible: false },
    };
    return contentType;
  });
}

interface GraphqlExtension {
  shadowCRUD(uid: string): { disable(): unknown };
}

/**
 * Strapi's GraphQL plugin makes queries and mutations of every content type, and any read-only API token may ask them. Settings are read and
 * written through their service alone, which checks them; the others are opened by the configuration. Types of the host whose entries are their
 * owners' alone are closed too: what an action lets a person do on a route with a policy, it lets them do in GraphQL, which asks no policy.
 */
function hideFromGraphql(strapi: Core.Strapi, { graphql: isOpen, ownersOnly }: PluginConfig['contentApi']): void {
  const graphql = strapi.plugin('graphql') as { service(name: 'extension'): GraphqlExtension } | undefined;
  for (const { uid, pluginOptions } of Object.values(strapi.contentTypes)) {
    const isInternal = (pluginOptions?.['content-manager'] as { visible?: boolean } | undefined)?.visible === false;
    const isOurs = uid.startsWith('plugin::microsoft-sync.');
    if (isOurs ? isInternal || !isOpen : ownersOnly.includes(uid)) graphql?.service('extension').shadowCRUD(uid).disable();
  }
}

/**
 * A relation of the host's own type leads to events and tasks for whoever reads that type with an API token, for which no permission of ours
 * is asked. Private attributes are neither given, nor filtered or sorted by, through the content API; code and the Content Manager see them.
 */
function closeRelations(strapi: Core.Strapi, uids: readonly string[]): void {
  const closed = new Set(uids);
  const ours = new Set<string>(watched.map(({ uid }) => uid));
  for (const { uid, attributes } of [...Object.values(strapi.contentTypes), ...Object.values(strapi.components)])
    for (const attribute of Object.values(attributes) as { type: string; target?: string; private?: boolean }[])
      if (!ours.has(uid) && attribute.type === 'relation' && closed.has(String(attribute.target))) attribute.private = true;
  // What may lead to any type has no target of its own: it goes on leading to the others.
  strapi.sanitizers.add('content-api.output', (() => (data: unknown) => withoutTypes(data, closed)) as never); // its type wants a curried function
}

/** A name that is none would protect nothing. */
function mustExist(strapi: Core.Strapi, uids: readonly string[]): readonly string[] {
  const unknown = uids.filter((uid) => !Object.hasOwn(strapi.contentTypes, uid));
  if (unknown.length > 0)
    throw new Error(`microsoft-sync: contentApi.ownersOnly names no content type of this Strapi: ${unknown.join(', ')}`);
  return uids;
}

function withoutTypes(data: unknown, types: ReadonlySet<string>): unknown {
  const isOurs = (value: unknown) => types.has(String((value as { __type?: unknown } | null | undefined)?.__type));
  if (Array.isArray(data)) return data.filter((one) => !isOurs(one)).map((one) => withoutTypes(one, types));
  if (typeof data !== 'object' || data === null || Object.getPrototypeOf(data) !== Object.prototype) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, isOurs(value) ? null : withoutTypes(value, types)]));
}

/** Relations to people point at the host's own user type (the target of a relation is fixed when schemas are loaded). */
function aimRelations(strapi: Core.Strapi, userType: string): void {
  const relations: [uid: string, attribute: string][] = [
    ...watched.map(({ uid }): [string, string] => [uid, 'owner']),
    ['plugin::microsoft-sync.organization', 'members'],
  ];
  for (const [uid, attribute] of relations)
    strapi.get('content-types').extend(uid, (contentType: { attributes: Record<string, object>; config?: object }) => {
      contentType.attributes[attribute] = { ...contentType.attributes[attribute], target: userType };
      // Of administrators the Content Manager would show the first name, which many share. Somebody may have chosen another field there.
      if (userType === 'admin::user') contentType.config = { metadatas: { [attribute]: { edit: { mainField: 'email' } } } };
      return contentType;
    });
}
