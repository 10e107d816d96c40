import path from 'node:path';
import type { Core } from '@strapi/types';

/** Who has asked to be told of what is written, or to change it, beside Strapi itself and this plugin. */
interface Hooks {
  /** In the Document Service: of every content type. */
  hasMiddlewares: boolean;
  /** On the database, for every content type. */
  isOfAll: boolean;
  readonly models: Set<string>;
}
const known = new WeakMap<object, Hooks>();

/**
 * From now on notes who registers hooks, so that content types without any can be written in bulk: a middleware or a listener would not be asked about
 * each row. Whoever did so before this plugin was registered is one of Strapi's own, whose hooks are about something else.
 */
export function watchMiddlewares(strapi: Core.Strapi): void {
  const hooks = hooksIn(strapi);
  const documents = strapi.documents as unknown as { use: (...given: unknown[]) => unknown };
  const use = documents.use.bind(documents);
  documents.use = (...given) => {
    if (isOfOthers()) hooks.hasMiddlewares = true;
    return use(...given);
  };
}

/** The same for listeners of the database: they come when plugins are started, and some plugins are before this one. */
export function watchListeners(strapi: Core.Strapi): void {
  const hooks = hooksIn(strapi);
  const lifecycles = strapi.db.lifecycles as unknown as { subscribe: (subscriber: unknown) => unknown };
  const subscribe = lifecycles.subscribe.bind(lifecycles);
  lifecycles.subscribe = (subscriber) => {
    if (isOfOthers()) {
      const models = typeof subscriber === 'function' ? undefined : (subscriber as { models?: readonly string[] }).models;
      if (models) for (const model of models) hooks.models.add(model);
      else hooks.isOfAll = true;
    }
    return subscribe(subscriber);
  };
}

/** Whether somebody wants to be asked about, or told of, each row that is written. */
export function hasHooks(strapi: Core.Strapi, uid: string): boolean {
  return hooksIn(strapi).hasMiddlewares || hasListeners(strapi, uid);
}

/** Whether somebody listens at the database for what becomes of rows of this type. */
export function hasListeners(strapi: Core.Strapi, uid: string): boolean {
  const { isOfAll, models } = hooksIn(strapi);
  return isOfAll || models.has(uid);
}

function hooksIn(strapi: Core.Strapi): Hooks {
  const hooks: Hooks = known.get(strapi) ?? { hasMiddlewares: false, isOfAll: false, models: new Set<string>() };
  known.set(strapi, hooks);
  return hooks;
}

/** Whether whoever called the function that calls this is neither Strapi nor this plugin. */
function isOfOthers(): boolean {
  const [, , , caller = ''] = (new Error('who registers a hook?').stack ?? '').split('\n');
  return !caller.includes(`${path.sep}node_modules${path.sep}@strapi${path.sep}`) && !caller.includes(OWN);
}

/** Where this plugin's own code lies: as it is built one file, else the folder of the server. A stack says it as stacks do, with source maps or without. */
const OWN = ownPlace(new Error('where is this?').stack ?? '');

function ownPlace(stack: string): string {
  const [, file = __filename] = /^ +at (?:.*\()?(.+?):\d+:\d+\)?$/m.exec(stack) ?? [];
  return file.endsWith('.ts') ? path.resolve(path.dirname(file), '..') + path.sep : file;
}
