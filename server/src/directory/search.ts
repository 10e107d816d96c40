import type { Sql, Table } from '../host/sql';

const MOST_WORDS = 8;

/** Each word must be in one of the columns, in capitals or not; what LIKE takes for a wildcard is an ordinary character. */
export function whereWords(query: Table, sql: Pick<Sql, 'client'>, columns: readonly string[], search: string): void {
  for (const word of search.trim().split(/\s+/).slice(0, MOST_WORDS)) {
    if (word === '') continue;
    void query.where((any) => {
      for (const column of columns)
        for (const [expression, pattern] of likes(sql.client, word))
          void any.orWhereRaw(`${expression} like ? escape '!'`, [column, pattern]);
    });
  }
}

/** SQLite compares only the letters of ASCII without regard to capitals, so the others are tried in both forms. */
function likes(client: string, word: string): [expression: string, pattern: string][] {
  const pattern = (text: string) => `%${text.replace(/[!%_]/g, '!$&')}%`;
  if (client !== 'sqlite') return [['lower(??)', pattern(word.toLowerCase())]];
  return [...new Set([word, word.toLowerCase(), word.toUpperCase()])].map((form) => ['??', pattern(form)]);
}
