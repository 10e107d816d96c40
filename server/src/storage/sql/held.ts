import type { HeldItem, Side } from '../../../../src/contracts';
import type { MailingWrite } from '../../../../src/sync/may-mail';
import type { Sql } from '../../host/sql';
import { logEntries } from './decision-log';
import { hashKey, targetKey } from './keys';
import { tables } from './models';
import { asked, idsOf, notedOf } from './note-rows';
import type { HoldNote } from '../../../../src/sync/decision';
import type { HeldOf, StoredHeld, SyncStore, Target } from '../port';
import type { Writers } from '../write-in-order';
import { chunks, instant, instantOrNull, isTrue, json, textOrNull, type Row } from '../../host/rows';
import { upsert } from './upsert';

const FEW = 20;
/** What is tried again is so within the hour: a time further ahead was noted by a clock that has been set back since. */
const LONGEST_WAIT_MS = 2 * 3_600_000;
export const isDueSql = ({ nowSql }: Sql, column: string): string =>
  `(${column} <= ${nowSql} or ${column} > ${nowSql} + ${LONGEST_WAIT_MS})`;

/** Items that cannot be synchronized now, each with its reason. */
export function createHeldStore(sql: Sql): Pick<SyncStore, 'held'> {
  return {
    async held(options) {
      const rows = await sql.run<Row[]>((from) => {
        const query = asked(from(tables.held), options).select('*');
        if (options.isDue) void query.whereRaw(isDueSql(sql, 'next_try_at'));
        if (options.ignored === undefined) return query;
        return options.ignored
          ? query.where({ is_ignored: true })
          : query.where((shown) => void shown.whereNull('is_ignored').orWhere({ is_ignored: false }));
      });
      return rows.map(toHeld);
    },
  };
}

export function heldWriters(sql: Sql): Pick<Writers, 'holds' | 'releases'> {
  return {
    async holds(target, holds) {
      const held: string[] = [];
      for (const { of, note } of holds) if (await hold(sql, target, of, note)) held.push(of.item);
      return { held };
    },
    async releases(target, items) {
      // Most targets hold nothing, and then a page of items need not be looked for one by one.
      if (
        items.length > FEW &&
        (
          await sql.run<Row[]>((from) =>
            from(tables.held)
              .where({ target_key: targetKey(target) })
              .limit(1)
              .select('id'),
          )
        ).length === 0
      )
        return;
      for (const part of chunks(items, 200))
        await sql.run((from) =>
          from(tables.held)
            .whereIn(
              'held_key',
              part.map((item) => hashKey(targetKey(target), item)),
            )
            .delete(),
        );
    },
  };
}

/** Returns whether the item was not held before. */
async function hold(sql: Sql, target: Target, { item, title, print }: HeldOf, note: HoldNote): Promise<boolean> {
  const heldKey = hashKey(targetKey(target), item);
  const [known] = await sql.run<Row[]>((from) =>
    from(tables.held).where({ held_key: heldKey }).limit(1).select('id', 'code', 'print', 'is_ignored'),
  );
  const ids = await idsOf(sql, target, item, note.side === 'microsoft' ? 'documentId' : 'microsoftId');
  const isSame = known?.['code'] === note.code && textOrNull(known['print']) === (print ?? null);
  const isIgnored = isSame && isTrue(known?.['is_ignored']);
  const fresh = {
    ...ids,
    side: note.side,
    code: note.code,
    message: note.message,
    title,
    write: note.write ? JSON.stringify(note.write) : null,
    print: print ?? null,
    is_ignored: isIgnored,
    next_try_at: note.nextTryAt === undefined ? null : Date.parse(note.nextTryAt),
  };
  await upsert(sql, { table: tables.held, key: 'held_key', merge: (knex) => ({ ...fresh, judged_at: knex.raw(sql.nowSql) }) }, (knex) => {
    const now = knex.raw(sql.nowSql);
    return [{ held_key: heldKey, target_key: targetKey(target), item_key: hashKey(item), since: now, judged_at: now, ...fresh }];
  });
  if (!isSame)
    await logEntries(sql, target, [
      {
        side: note.side,
        kind: 'hold',
        fields: [...note.fields],
        why: note.message,
        item: { title, uid: null, documentId: ids.document_id, microsoftId: ids.microsoft_id },
        mails: [],
        isKept: true,
      },
    ]);
  return !known || (isTrue(known['is_ignored']) && !isIgnored);
}

function toHeld(row: Row): StoredHeld {
  return {
    ...notedOf(row),
    side: row['side'] as Side,
    code: row['code'] as HeldItem['code'],
    message: String(row['message'] ?? ''),
    title: String(row['title'] ?? ''),
    since: instant(row['since']),
    judgedAt: instant(row['judged_at'] ?? row['since']),
    nextTryAt: instantOrNull(row['next_try_at']),
    write: json<MailingWrite | null>(row['write'], null),
    isIgnored: isTrue(row['is_ignored']),
  };
}
