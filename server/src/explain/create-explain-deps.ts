import type { Core } from '@strapi/types';
import type { Accounts } from '../accounts';
import type { Watched } from '../local-changes/watched';
import type { Sql } from '../host/sql';
import type { SettingsOfUser } from '../engine/dependencies';
import type { SyncStore } from '../storage/port';
import type { ExplainDeps } from './explain-entry';
import { ownerOfEntry } from './owner-of-entry';

export function createExplainDeps(options: {
  strapi: Core.Strapi;
  sql: Sql;
  store: SyncStore;
  watched: readonly Watched[];
  settings: (user: string) => Promise<SettingsOfUser>;
  accounts: Pick<Accounts, 'status'>;
}): ExplainDeps {
  const homeOf = (uid: string) => options.watched.find((one) => one.uid === uid);
  return {
    store: options.store,
    resourceOf: (uid) => homeOf(uid)?.resource ?? null,
    async ownerOf(uid, documentId) {
      const home = homeOf(uid);
      return home ? ownerOfEntry(options.strapi, options.sql, home, documentId) : { user: null, isThere: false };
    },
    async obstacleOf({ user, resource }) {
      if (!(await options.settings(user)).isOn(resource)) return 'switched-off';
      const { state, reason } = await options.accounts.status({ user });
      if (reason === 'user-blocked') return reason;
      return state === 'not-connected' ? 'not-connected' : null;
    },
  };
}
