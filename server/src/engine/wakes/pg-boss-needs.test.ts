import { expect, test } from 'vitest';
import { problemWith, type Surroundings } from './pg-boss-needs';

const good: Surroundings = {
  client: 'postgres',
  manifest: { version: '12.38.0', engines: { node: '>=22.12.0' } },
  node: '22.12.0',
  postgres: 13,
  mayCreate: true,
  schema: 'microsoft_sync_wakes',
};

test.each<[string, Partial<Surroundings>, string | null]>([
  ['all is there', {}, null],
  ['a newer Node', { node: '24.0.1' }, null],
  ['a package that does not say', { manifest: { version: '13.0.0' } }, null],
  ['another database', { client: 'mysql' }, "needs PostgreSQL, and Strapi's database is mysql"],
  ['no package', { manifest: null }, 'needs the package pg-boss: npm install pg-boss@12'],
  ['an old package', { manifest: { version: '9.0.3' } }, 'needs pg-boss 12.38.0 or newer, and 9.0.3 is installed'],
  ['an old Node', { node: '20.20.0' }, 'needs Node 22.12.0 or newer (pg-boss 12.38.0), and this is 20.20.0'],
  ['a Node that is a little too old', { node: '22.9.0' }, 'needs Node 22.12.0 or newer (pg-boss 12.38.0), and this is 22.9.0'],
  ['an old PostgreSQL', { postgres: 12 }, 'needs PostgreSQL 13 or newer, and this is 12'],
  [
    'a right that is missing',
    { mayCreate: false },
    'needs the right to make the schema microsoft_sync_wakes in the database, or tables in it where it is there',
  ],
])('%s', (_, other, line) => expect(problemWith({ ...good, ...other })).toBe(line));
