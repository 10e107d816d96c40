import type { Core } from '@strapi/types';
import supertest from 'supertest';
import { writeApplication } from './application';
import { prepareDatabase, type DatabaseClient } from './database';
import { destroyStrapi, loadStrapi } from './load';
import { createPeople, type Person, type PersonOptions } from './people';

export type { Person } from './people';

export interface BootOptions {
  /** `config` of our plugin. The scheduler is off unless this switches it on. */
  config?: Record<string, unknown>;
  /** More of `config/plugins`: `{ 'my-plugin': { enabled: true, resolve: … } }`. */
  plugins?: Record<string, unknown>;
  /** @default 'sqlite', a copy of the template; the others are new databases on the server that TEST_POSTGRES_URL or TEST_MYSQL_URL names */
  database?: DatabaseClient;
  /** `null` boots without one. @default a fixed test key */
  encryptionKey?: string | null;
  /** `server.url` @default 'http://localhost:1337' */
  url?: string;
  /** False: the plugin is not even there. @default true */
  hasPlugin?: boolean;
  /** Content types of the application: those of the playground's CRM. @default none */
  contentTypes?: 'playground';
  /** Files of the application, by their place in it, for content types and code of its own. A database is then made from nothing. */
  files?: Record<string, string>;
  /** Boots on what an earlier boot left behind: its `directory`. */
  directory?: string;
}

export interface BootedStrapi {
  readonly strapi: Core.Strapi;
  /** supertest on Strapi's own HTTP server: `await booted.request.get('/api/…')`. */
  readonly request: ReturnType<typeof supertest>;
  /** An administrator's panel user; without roles, a super admin. */
  createAdminUser(person?: PersonOptions): Promise<Person>;
  /** A user of Users & Permissions; there the name stands in one. */
  createMember(person: Required<Omit<PersonOptions, 'permissions'>>): Promise<Person>;
  /** A bearer token of that person, as the admin panel has it. */
  adminToken(person: { id: number | string }): Promise<string>;
  readonly directory: string;
  /** Ends Strapi; `keep` leaves directory and database for another boot. Doing it twice is fine. */
  close(options?: { keep?: boolean }): Promise<void>;
}

/** One at a time per process: Strapi keeps itself in a global variable. */
export async function bootStrapi(options: BootOptions = {}): Promise<BootedStrapi> {
  const application = writeApplication(options);
  const database = await prepareDatabase(options, application.directory);
  application.writeConfiguration('database', database.configuration);
  const strapi = await loadStrapi(application.directory);
  strapi.server.mount();
  let isClosed = false;
  return {
    strapi,
    request: supertest(strapi.server.httpServer),
    directory: application.directory,
    ...createPeople(strapi),
    async close({ keep = false } = {}) {
      if (isClosed) return;
      isClosed = true;
      await destroyStrapi(strapi);
      if (keep) return;
      await database.drop();
      application.remove();
    },
  };
}
