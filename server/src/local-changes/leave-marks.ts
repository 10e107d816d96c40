import type { Resource } from '../../../src/contracts';
import type { Leases } from '../engine/lease/port';
import type { Editor } from '../host/editors';
import type { Sql } from '../host/sql';
import { markDocuments, removeMarks } from '../storage/sql/marks';

export interface Marking {
  readonly sql: Sql;
  readonly leases: Leases;
}
/** A local edit is in Microsoft within seconds, and a person who saves twice in a row causes one run. */
const DEBOUNCE_MS = 300;

/** Entries by the people in whose mailboxes something may have to follow. Joins the transaction of what has changed them. */
export async function leaveMarks(
  { sql, leases }: Marking,
  resource: Resource,
  {
    changed,
    gone,
    byPerson,
    editor = null,
  }: {
    changed: ReadonlyMap<string, readonly string[]>;
    gone: ReadonlyMap<string, readonly string[]>;
    byPerson: boolean;
    /** Whose request it was that has changed them. */
    editor?: Editor | null;
  },
): Promise<void> {
  const users = new Set([...changed.keys(), ...gone.keys()]);
  if (users.size === 0) return;
  const targets = (await leases.states({ users: [...users] })).map(({ target }) => target).filter((target) => target.resource === resource);
  for (const target of targets) {
    await markDocuments(sql, target, changed.get(target.user) ?? [], { sawDelete: false, byPerson, ...(byPerson ? { editor } : {}) });
    await markDocuments(sql, target, gone.get(target.user) ?? [], { sawDelete: true, byPerson, editor });
  }
  if (targets.length === 0) return;
  sql.afterCommit(async () => {
    // Whoever was deleted between the look at their targets and the commit is not to leave these marks.
    for (const left of await leases.wakeThoseThere(targets, { priority: 'edit', notBeforeMs: DEBOUNCE_MS })) await removeMarks(sql, left);
  });
}
