import { createRequire } from 'node:module';
import { problemWith, type Surroundings } from '../../server/src/engine/wakes/pg-boss-needs';
import { type DatabaseClient, databases } from './database';

export interface EngineSite {
  readonly engine: 'local' | 'pg-boss';
  readonly database: DatabaseClient;
  /** For the names of tests. */
  readonly place: string;
}

const manifest = createRequire(__filename)('pg-boss/package.json') as NonNullable<Surroundings['manifest']>;
/** The Node that runs the tests may be too old for it; `.ci/run` has a step with another. */
const canRunPgBoss =
  problemWith({ client: 'postgres', manifest, node: process.versions.node, postgres: 99, mayCreate: true, schema: '' }) === null;

const local = databases.map((database): EngineSite => ({ engine: 'local', database, place: `on ${database}` }));
const withPgBoss: EngineSite[] =
  canRunPgBoss && databases.includes('postgres') ? [{ engine: 'pg-boss', database: 'postgres', place: 'on postgres with pg-boss' }] : [];

/** Engines of the scheduler on the databases that can be tested here, for `describe.each(engineSites)('… $place')`. */
export const engineSites: readonly EngineSite[] = [...local, ...withPgBoss];
