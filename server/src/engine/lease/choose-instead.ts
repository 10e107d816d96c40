import { json, type Row } from '../../host/rows';
import type { Sql } from '../../host/sql';
import type { CollectionChoice, Target } from '../../storage/port';
import { targetKey } from '../../storage/sql/keys';
import { tables } from '../../storage/sql/models';

/** A collection that a person chose has another id by now. */
export async function chooseInstead(sql: Sql, target: Target, { before, now }: { before: string; now: string }): Promise<void> {
  const ofTarget = { target_key: targetKey(target) };
  const [row] = await sql.run<Row[]>((from) => from(tables.targets).where(ofTarget).select('collections'));
  const choice = row ? choiceOf(row) : [];
  if (choice === 'all' || !choice.includes(before)) return;
  const collections = JSON.stringify(choice.map((id) => (id === before ? now : id)));
  await sql.run((from) => from(tables.targets).where(ofTarget).update({ collections }));
}

export const choiceOf = (row: Row): CollectionChoice => json<CollectionChoice>(row['collections'], []);
