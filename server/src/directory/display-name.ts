import type { Sql } from '../host/sql';

/** A person's name as the pages show it (`HostUser.displayName`), as SQL, to sort by; `alias` is the users' table. */
export function displayNameSql({ client }: Pick<Sql, 'client'>, alias: string, columns: readonly string[]): string {
  const column = (name: string) => (columns.includes(name) ? `nullif(${alias}.${name}, '')` : null);
  const joined = ['firstname', 'lastname'].filter((name) => columns.includes(name)).map((name) => `coalesce(${alias}.${name}, '')`);
  const [first, last] = joined;
  const full =
    first && last ? `nullif(trim(${client === 'mysql' ? `concat(${first}, ' ', ${last})` : `${first} || ' ' || ${last}`}), '')` : null;
  return `lower(coalesce(${[full, column('username'), column('email'), `${alias}.document_id`].filter((part) => part !== null).join(', ')}))`;
}
