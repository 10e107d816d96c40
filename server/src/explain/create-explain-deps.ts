import type { Core } from '@strapi/types';
import type { Accounts } from '../accounts';
import type { Watched } from '../local-changes/watched';
import type { Sql } from '../host/sql';
import type { SettingsOfUser } from '../engine/dependencies';
import type { SyncStore } from '../storage/port';
import type { ExplainDeps } from './explain-entry';
import { ownerOfEntry } from './owner-of-entry';

export function createExplainDeps(of: {
  strapi: Core.Strapi;
  sql: Sql;
  store: SyncStore;
  watched: readonly Watched[];
  settings: (user: string) => Promise<SettingsOfUser>;
  accounts: Pick<Accounts, 'status'>;
}): ExplainDeps {
  const homeOf = (uid: string) => of.watched.find((one) => one.uid === uid);
  return {
    store: of.store,
    resourceOf: (uid) => homeOf(uid)?.resource ?? null,
    async ownerOf(uid, documentId) {
      const home = homeOf(uid);
      return home ? ownerOfEntry(of.strapi, of.sql, home, documentId) : { user: null, isThere: false };
    },
    async obstacleOf({ user, resource }) {
      if (!(await of.settings(user)).isOn(resource)) return 'switched-off';
      const { state, reason } = await of.accounts.status({ user });
      if (reason === 'user-blocked') return reason;
      return state === 'not-connected' ? 'not-connected' : null;
    },
  };
}
