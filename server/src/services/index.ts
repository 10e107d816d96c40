import type { Core } from '@strapi/types';
import { inWords } from './in-words';
import { type Container, containerOf } from '../container';

type Public =
  'settings' | 'application' | 'accounts' | 'sync' | 'conflicts' | 'held' | 'calendar' | 'ownItems' | 'resources' | 'commandLine';

const part =
  <P extends Public>(name: P) =>
  ({ strapi }: { strapi: Core.Strapi }): Container[P] =>
    inWords(containerOf(strapi)[name], strapi.log);

/** `strapi.plugin('microsoft-sync').service(name)`: the contract. */
export const services = {
  settings: part('settings'),
  application: part('application'),
  accounts: part('accounts'),
  sync: part('sync'),
  conflicts: part('conflicts'),
  held: part('held'),
  calendar: part('calendar'),
  items: part('ownItems'),
  resources: part('resources'),
  /** For `bin/strapi-microsoft-sync.js`. */
  commandLine: part('commandLine'),
};
