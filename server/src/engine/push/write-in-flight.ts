import type { RemoteItem, Values } from '../../../../src/sync/resource';
import type { StoredLink } from '../../storage/port';
import type { Outgoing } from './outgoing';
import { ofBody } from './requests';
import type { RunContext } from '../context';

/**
 * A write of an item may take its parts away, and reset what is written apart from its body (another start or rule of a series erases exceptions
 * and cancelled occurrences, graph-facts §1.9). Noted before it is sent: whether its answer comes, or a crash, what is missing when the item
 * is read next was lost by our own write, is nobody's deletion, and is written again.
 */
export async function noteBeingWritten(run: RunContext, outgoing: readonly Outgoing[]): Promise<void> {
  for (const { link, write } of outgoing) {
    if (
      !link ||
      link.part ||
      write.kind !== 'update' ||
      !run.places.definition.parts?.areIn(link.base) ||
      ofBody(run, write.fields).length === 0
    )
      continue;
    if (!link.facts.isBeingWritten) await run.store.changeLink(run.target, link.id, { facts: { ...link.facts, isBeingWritten: true } });
  }
}

/** What is about to be sent by requests that no key names: whatever becomes of their answers, the next reading knows it again. */
export async function noteSent(run: RunContext, outgoing: readonly Outgoing[]): Promise<void> {
  const { fields } = run.places.definition;
  const unnamed = outgoing.filter(({ write }) => write.kind === 'update' && write.fields.some((field) => fields[field]?.asSent));
  if (unnamed.length === 0) return;
  await run.store.transaction(async () => {
    for (const { link, write } of unnamed) {
      if (!link || write.kind !== 'update') continue;
      const sent = Object.fromEntries(write.fields.flatMap((field) => (fields[field]?.asSent ? [[field, write.values[field]]] : [])));
      await run.store.changeLink(run.target, link.id, { facts: { ...link.facts, sent } });
    }
  });
}

/** What is agreed with Microsoft, as far as a reading can tell after a write that was not answered. */
export function baseAfterSent(run: RunContext, { base, facts: { sent } }: StoredLink, { values, unread = [] }: RemoteItem): Values {
  const { fields } = run.places.definition;
  const known = Object.entries(sent ?? {}).filter(([field]) => !unread.includes(field));
  return {
    ...base,
    ...Object.fromEntries(
      known.map(([field, strapi]) => [
        field,
        fields[field]?.asSent?.({ base: base[field] ?? null, strapi, microsoft: values[field] }) ?? base[field],
      ]),
    ),
  };
}

/**
 * Microsoft has said that it did not do it: what is missing now was taken away by somebody else. Not where an earlier attempt was not answered:
 * what that has done is not known.
 */
export async function noteNotWritten(run: RunContext, { link }: Outgoing): Promise<void> {
  if (!link?.microsoftId || link.facts.isBeingWritten) return;
  const { isBeingWritten, ...facts } =
    (await run.store.linksByMicrosoftId(run.target, [link.microsoftId])).get(link.microsoftId)?.facts ?? link.facts;
  if (isBeingWritten) await run.store.changeLink(run.target, link.id, { facts });
}

/** Values without what has requests of its own: it was not sent with the body. Where what was sent is known again, nothing was. */
export function notYetApart(run: RunContext, values: Values): Values {
  const { fields } = run.places.definition;
  const unsent = (name: string): unknown => fields[name]?.asSent?.({ base: null, strapi: null, microsoft: null }) ?? null;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fields[name]?.isWrittenApart ? unsent(name) : value]));
}
