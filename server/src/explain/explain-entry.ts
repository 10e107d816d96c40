import { errors } from '@strapi/utils';
import type { Resource, SyncService } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';
import { linkOf } from '../review/dependencies';
import type { Logged, StoredLink, SyncStore, Target } from '../storage/port';

export type Explanation = Awaited<ReturnType<SyncService['explain']>>;
export interface ExplainDeps {
  readonly store: SyncStore;
  /** The resource whose home this content type is. */
  readonly resourceOf: (uid: string) => Resource | null;
  /** documentId of the entry's owner; where the entry is gone, of whoever synchronized it last. */
  readonly ownerOf: (uid: string, documentId: string) => Promise<Owner>;
  /** What keeps all entries of a person from being synchronized; `null`: nothing. */
  readonly obstacleOf: (target: Target) => Promise<Exclude<Unsynchronized['code'], 'no-owner'> | null>;
}
/** `user`: null where nobody owns it, or where nothing is known of it. */
export interface Owner {
  readonly user: string | null;
  readonly isThere: boolean;
}
type Unsynchronized = NonNullable<Explanation['unsynchronized']>;

/** Why an entry is as it is: what it is linked to, what was done about it and why, and what it waits for. */
export async function explainEntry(deps: ExplainDeps, entry: { uid: string; documentId: string }): Promise<Explanation> {
  const target = await targetOf(deps, entry);
  if (!target) {
    const { isThere } = await deps.ownerOf(entry.uid, entry.documentId);
    return { link: null, decisions: [], held: null, conflict: null, unsynchronized: isThere ? said('no-owner') : null };
  }
  const ids = { documentId: entry.documentId, microsoftId: null };
  const link = await linkOf(deps.store, target, ids);
  const [held = null] = await deps.store.held({ ...target, documentId: entry.documentId });
  const [conflict = null] = await deps.store.conflicts({ ...target, documentId: entry.documentId, decided: false });
  const logged = await deps.store.logged(target, { documentId: entry.documentId, microsoftId: link?.microsoftId ?? null });
  const obstacle = link ? null : await deps.obstacleOf(target);
  return { link: linkShown(link), decisions: logged.map(inWords), held, conflict, unsynchronized: obstacle && said(obstacle) };
}

/** Whose entry it is and of which resource; `null`: nobody's. */
export async function targetOf(
  { resourceOf, ownerOf }: ExplainDeps,
  { uid, documentId }: { uid: string; documentId: string },
): Promise<Target | null> {
  const resource = resourceOf(uid);
  if (resource === null || typeof documentId !== 'string')
    throw new errors.ValidationError('This content type is not synchronized.', {
      code: 'invalid-input' satisfies ErrorCode,
      errors: [{ path: ['uid'], message: 'Must be a content type that is synchronized.', name: 'ValidationError' }],
    });
  const { user } = await ownerOf(uid, documentId);
  return user === null ? null : { user, resource };
}

const messages: Readonly<Record<Unsynchronized['code'], string>> = {
  'no-owner':
    'Nobody owns this entry, so it is in nobody’s mailbox: it is not synchronized. Choose an owner, and it goes to that person’s Microsoft 365.',
  'not-connected': 'The owner has not connected a Microsoft account: it is not synchronized. It is once they have.',
  'user-blocked': 'The owner is deactivated or blocked in Strapi: it is not synchronized until they are active again.',
  'switched-off': 'Synchronization is switched off for the owner of this entry.',
};
const said = (code: Unsynchronized['code']): Unsynchronized => ({ code, message: messages[code] });

const linkShown = (link: StoredLink | null): Explanation['link'] =>
  link?.state === 'linked' && link.microsoftId !== null
    ? {
        microsoftId: link.microsoftId,
        collection: link.collection,
        base: { ...link.base },
        origin: link.origin,
        agreedAt: link.agreedAt ?? link.modifiedAt ?? new Date(0).toISOString(),
      }
    : null;

function inWords({ at, side, kind, fields, why }: Logged): Explanation['decisions'][number] {
  const where = side === 'strapi' ? 'in Strapi' : 'in Microsoft';
  return { at, what: `${kind} ${where}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`, why, side, kind, fields: [...fields] };
}
