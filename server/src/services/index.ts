import type { Core } from '@strapi/types';
import { type Runtime, runtimeOf } from '../runtime';

const part =
  <P extends keyof Runtime>(name: P) =>
  ({ strapi }: { strapi: Core.Strapi }): Runtime[P] =>
    runtimeOf(strapi)[name];

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
