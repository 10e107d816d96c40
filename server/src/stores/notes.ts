import { randomUUID } from 'node:crypto';
import type { Conflict, ConflictResolution, HeldItem, Resource, Side } from '../../../src/contracts';
import type { Sql, Table } from '../host/sql';
import { hashKey, targetKey, targetOf } from './keys';
import { tables } from './models';
import type { SyncStore, Target } from './port';
import { chunks, instant, instantOrNull, json, textOrNull, type Row } from './rows';

type NoteStore = Pick<SyncStore, 'hold' | 'release' | 'noteConflict' | 'closeConflicts' | 'countOpen' | 'held' | 'conflicts'>;

/** A list longer than this is not read by a person. */
const MOST = 1000;

/** Held items and conflicts: what a person may want to look at. */
export function createNoteStore(sql: Sql): NoteStore {
  return {
    async hold(target, { item, title }, note) {
      const fresh = { side: note.side, code: note.code, message: note.message, title };
      const heldKey = hashKey(targetKey(target), item);
      const [known] = await sql.run<Row[]>((from) => from(tables.held).where({ held_key: heldKey }).limit(1).select('id'));
      await sql.run((from, knex) =>
        from(tables.held)
          .insert({
            held_key: heldKey,
            target_key: targetKey(target),
            item_key: hashKey(item),
            since: knex.raw(sql.nowSql),
            ...fresh,
          })
          .onConflict('held_key')
          .merge(fresh),
      );
      return !known;
    },
    async release(target, items) {
      for (const part of chunks(items, 200))
        await sql.run((from) => from(tables.held).whereIn('held_key', part.map((item) => hashKey(targetKey(target), item))).delete());
    },
    async noteConflict(target, item, note) {
      const isOpen = note.decided === null;
      // An open conflict is one row per item, brought up to date; a decided one is history, and keeps the loser.
      const conflictKey = isOpen ? openKey(target, item) : randomUUID();
      const [known] = await sql.run<Row[]>((from) => from(tables.conflicts).where({ conflict_key: conflictKey }).limit(1).select('id'));
      if (!isOpen) await this.closeConflicts(target, [item]);
      await sql.run((from, knex) => {
        const fresh = {
          fields: JSON.stringify(note.fields),
          base: JSON.stringify(note.base),
          strapi: JSON.stringify(note.strapi),
          microsoft: JSON.stringify(note.microsoft),
          decided_by: note.decided?.by ?? null,
          winner: note.decided?.winner ?? null,
          decided_at: isOpen ? null : knex.raw(sql.nowSql),
        };
        return from(tables.conflicts)
          .insert({ conflict_key: conflictKey, target_key: targetKey(target), item_key: hashKey(item), noted_at: knex.raw(sql.nowSql), ...fresh })
          .onConflict('conflict_key')
          .merge(fresh);
      });
      return !known;
    },
    async closeConflicts(target, items) {
      for (const part of chunks(items, 200))
        await sql.run((from) => from(tables.conflicts).whereIn('conflict_key', part.map((item) => openKey(target, item))).delete());
    },
    async countOpen(target) {
      const where = { target_key: targetKey(target) };
      const held = await sql.run<Row[]>((from) => from(tables.held).where(where).count({ n: '*' }));
      const conflicts = await sql.run<Row[]>((from) => from(tables.conflicts).where(where).whereNull('decided_at').count({ n: '*' }));
      return { held: Number(held[0]?.['n'] ?? 0), conflicts: Number(conflicts[0]?.['n'] ?? 0) };
    },
    async held(of) {
      const rows = await sql.run<Row[]>((from) => meant(from(tables.held), of).orderBy('id', 'desc').limit(MOST).select('*'));
      return rows.map(toHeld);
    },
    async conflicts(of) {
      const rows = await sql.run<Row[]>((from) => {
        const query = meant(from(tables.conflicts), of).orderBy('id', 'desc').limit(MOST).select('*');
        return of.decided === undefined ? query : of.decided ? query.whereNotNull('decided_at') : query.whereNull('decided_at');
      });
      return rows.map(toConflict);
    },
  };
}

/** An open conflict is found by its item; a decided one has a key of its own. */
const openKey = (target: Target, item: string): string => hashKey(targetKey(target), item);

function meant(query: Table, { user, resource }: { user?: string; resource?: Resource }): Table {
  const wanted = resource ? [resource] : (['calendar', 'tasks'] as const);
  if (user !== undefined) return query.whereIn('target_key', wanted.map((one) => targetKey({ user, resource: one }))) as Table;
  return (resource === undefined ? query : query.where('target_key', 'like', `%|${resource}`)) as Table;
}

function toHeld(row: Row): HeldItem {
  return {
    id: String(row['id']),
    ...targetOf(String(row['target_key'])),
    side: row['side'] as Side,
    code: row['code'] as HeldItem['code'],
    message: String(row['message'] ?? ''),
    title: String(row['title'] ?? ''),
    since: instant(row['since']),
    nextTryAt: instantOrNull(row['next_try_at']),
  };
}

function toConflict(row: Row): Conflict {
  const by = textOrNull(row['decided_by']);
  return {
    id: String(row['id']),
    ...targetOf(String(row['target_key'])),
    fields: json<string[]>(row['fields'], []),
    base: json(row['base'], null),
    strapi: json(row['strapi'], null),
    microsoft: json(row['microsoft'], null),
    at: instant(row['noted_at']),
    decided: by === null ? null : { by: by as ConflictResolution | 'person', winner: row['winner'] as Side, at: instant(row['decided_at']) },
  };
}
