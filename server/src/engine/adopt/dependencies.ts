import { type Because, inWords } from '../../../../src/contracts/reasons';
import type { Home } from '../../../../src/homes/home';
import type { Sql } from '../../host/sql';
import type { Placing } from '../../storage/entries/placing';
import type { SyncStore, Target } from '../../storage/port';
import type { Adoptions } from '../../storage/sql/adoptions';
import type { Leases } from '../lease/port';
import type { GraphResource } from '../resources/graph-resource';

export interface AdoptDeps {
  readonly sql: Sql;
  readonly store: SyncStore;
  readonly leases: Leases;
  readonly adoptions: Adoptions;
  /** The homes of the host and of the plugin, as this person's entries stand in them. */
  readonly open: (target: Target, homes: Homes) => Promise<Opened>;
}
export interface Homes {
  readonly from: Home;
  readonly to: Home;
}
export interface Opened {
  readonly resource: GraphResource;
  readonly from: Placing;
  readonly to: Placing;
  /** Runs without whoever has asked: Strapi would check the permissions of that person. */
  readonly unasked: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Why an entry stays where it is. */
export class NotMoved extends Error {
  constructor(readonly reason: Because) {
    super(inWords(reason));
    this.name = 'NotMoved';
  }
}
