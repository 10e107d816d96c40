import type { Core } from '@strapi/types';
import type { Home } from '../../../../src/homes/home';
import type { Sql } from '../../host/sql';
import { createHomeItems, type Entries } from './home-items';

export type { Entries };
import { isPlainData } from './bulk-insert';
import { itemsInHomes } from './in-homes';
import { quickenUpdates } from './update-rows';

export interface LocalItemsOptions {
  readonly homes: readonly Home[];
  /** Homes of other resources, which may share a content type with these. */
  readonly others?: readonly Home[];
  /** IANA, of the mailbox that the entries go to. */
  readonly timeZone: string;
  /** What is written counts as a person's edit: it leaves marks, and takes along what goes with it. */
  readonly isPersons?: boolean;
}

/** The entries of all homes of a resource. */
export function createLocalItems(
  strapi: Core.Strapi,
  sql: Sql,
  { homes, others = [], timeZone, isPersons = false }: LocalItemsOptions,
): Entries {
  const rooms = homes.map((home) => createHomeItems(strapi, sql, { home, homes: [...homes, ...others], timeZone, isPersons }));
  quickenUpdates(strapi, sql, (uid, data) => isPlainData(strapi, uid, data));
  return {
    ...itemsInHomes(rooms),
    async during(user, range) {
      const found = [];
      for (const room of rooms) found.push(...(await room.during(user, range)));
      return found;
    },
    listed: (user, asked) => Promise.all(rooms.map((room) => room.listed(user, asked))),
  };
}
