import type { Core } from '@strapi/types';
import { inWords } from './in-words';
import { type Runtime, runtimeOf } from '../container';

type Public = 'settings' | 'application' | 'accounts' | 'sync' | 'conflicts' | 'held' | 'calendar' | 'commandLine';

const part =
  <P extends Public>(name: P) =>
  ({ strapi }: { strapi: Core.Strapi }): Runtime[P] =>
    inWords(runtimeOf(strapi)[name], strapi.log);

/** `strapi.plugin('microsoft-sync').service(name)`: the contract, and `runtime` for our own tests. */
export const services = {
  settings: part('settings'),
  application: part('application'),
  accounts: part('accounts'),
  sync: part('sync'),
  conflicts: part('conflicts'),
  held: part('held'),
  calendar: part('calendar'),
  /** For `bin/strapi-microsoft-sync.js`. */
  commandLine: part('commandLine'),
  runtime: ({ strapi }: { strapi: Core.Strapi }) => runtimeOf(strapi),
};
