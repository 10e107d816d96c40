import { errors } from '@strapi/utils';
import type { Resource, SyncService } from '../../../src/contracts';
import type { Explanation as ShownExplanation } from '../../../src/contracts/http';
import { type Because, told } from '../../../src/contracts/reasons';
import type { ErrorCode } from '../../../src/contracts/errors';
import type { SettingsOfResource } from '../../../src/settings/of-resource';
import { linkOf } from '../review/dependencies';
import { toldHeld } from '../review/told-held';
import type { Logged, StoredLink, SyncStore, Target } from '../storage/port';

export type Explanation = Awaited<ReturnType<SyncService['explain']>>;
export interface ExplainDeps {
  readonly store: SyncStore;
  /** `null`: the content type is not synchronized. */
  readonly entryOf: (uid: string, documentId: string) => Promise<FoundEntry | null>;
  /** What entries of this content type are; null: it is not synchronized. */
  readonly resourceOf: (uid: string) => Resource | null;
  /** In canonical columns, the entries that stand for dates of this series. */
  readonly exceptionsOf: (entry: FoundEntry) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly settingsOf: (target: Target) => Promise<SettingsOfResource>;
  /** IANA, of the person's mailbox. */
  readonly timeZoneOf: (target: Target) => Promise<string>;
  /** What keeps all entries of a person from being synchronized; `null`: nothing. */
  readonly obstacleOf: (target: Target) => Promise<Obstacle | null>;
}
/** An entry as the content type that it is in knows it. */
export interface FoundEntry {
  readonly resource: Resource;
  /** Its name among all homes. */
  readonly id: string;
  /** documentId of its owner, or, where it is gone, of whoever synchronized it last; null: nobody. */
  readonly user: string | null;
  readonly isThere: boolean;
  /** Why it takes no part; null: it does. */
  readonly apart: Because | null;
  /** In canonical columns; null: it is not there. */
  readonly row: Readonly<Record<string, unknown>> | null;
  /** Where each date of a series has an entry: for how many days ahead; null: elsewhere. */
  readonly occurrenceDays: number | null;
}
type Obstacle = Exclude<Unsynchronized['code'], 'no-owner' | 'not-taking-part'>;
type Unsynchronized = NonNullable<Explanation['unsynchronized']>;

/** Why an entry is as it is: what it is linked to, what was done about it and why, and what it waits for. */
export async function explainEntry(deps: ExplainDeps, of: { uid: string; documentId: string }): Promise<Explanation> {
  const entry = await entryOf(deps, of);
  const { id, user, resource, isThere, apart } = entry;
  const nothing = { link: null, decisions: [], held: null, conflict: null };
  if (user === null) return { ...nothing, unsynchronized: isThere ? said(apart === null ? 'no-owner' : 'not-taking-part', apart) : null };
  const target = { user, resource };
  const ids = { documentId: id, microsoftId: null };
  const link = await linkOf(deps.store, target, ids);
  const [held = null] = await deps.store.held({ ...target, documentId: id });
  const [conflict = null] = await deps.store.conflicts({ ...target, documentId: id, decided: false });
  const logged = await deps.store.logged(target, { documentId: id, microsoftId: link?.microsoftId ?? null });
  const obstacle = link ? null : await deps.obstacleOf(target);
  const unsynchronized = apart !== null ? said('not-taking-part', apart) : obstacle && said(obstacle);
  return { link: linkShown(link), decisions: logged.map(decisionShown), held: held && toldHeld(held), conflict, unsynchronized };
}

/** Whose entry it is and of which resource; `null`: nobody's. */
export async function targetOf(deps: ExplainDeps, of: { uid: string; documentId: string }): Promise<Target | null> {
  const { user, resource } = await entryOf(deps, of);
  return user === null ? null : { user, resource };
}

/** What stands beside the explanation: how long an edit has been waiting, where the item is in Outlook, its series, and what deleting it will do. */
export async function besideEntry(
  deps: ExplainDeps,
  of: { uid: string; documentId: string },
): Promise<Pick<ShownExplanation, 'waitingSince' | 'webLink' | 'originalStart' | 'series' | 'deletion'>> {
  const { id, user, resource, row, occurrenceDays } = await entryOf(deps, of);
  const target = user === null ? null : { user, resource };
  const mark = target === null ? undefined : (await deps.store.marksOf(target, [id])).get(id);
  const webLink = row?.['webLink'];
  const { storedInstant } = await import('../../../src/canonical/stored-instant'); // brings time zones along
  const told =
    target === null ? { series: null, deletion: null, originalStart: null } : await seriesOf(deps, { target, id, occurrenceDays });
  return {
    waitingSince: mark && !mark.isDeferred ? mark.at : null,
    webLink: typeof webLink === 'string' && webLink.startsWith('https://') ? webLink : null,
    ...told,
    originalStart: storedInstant(row?.['originalStart'] ?? told.originalStart),
  };
}

async function seriesOf(
  { store, settingsOf, timeZoneOf }: ExplainDeps,
  { target, id, occurrenceDays }: { target: Target; id: string; occurrenceDays: number | null },
): Promise<Pick<ShownExplanation, 'series' | 'deletion'> & { originalStart: unknown }> {
  const link = await linkOf(store, target, { documentId: id, microsoftId: null });
  if (link?.state !== 'linked') return { series: null, deletion: null, originalStart: null };
  const owner = link.part ? ((await store.linksByMicrosoftId(target, [link.part.of])).get(link.part.of) ?? null) : null;
  const cursor = (await store.cursors(target)).find(({ collection }) => collection.id === (owner ?? link).collection);
  const [settings, timeZone] = [await settingsOf(target), await timeZoneOf(target)];
  const { ofSeries, originalStartOf } = await import('./of-series'); // brings a recurrence library along
  const isReadOnly = cursor?.collection.isReadOnly === true;
  const told = ofSeries({ resource: target.resource, link, owner, isReadOnly, settings, occurrenceDays, timeZone, now: Date.now() });
  return { ...told, originalStart: originalStartOf(link, owner) };
}

async function entryOf({ entryOf: find }: ExplainDeps, { uid, documentId }: { uid: string; documentId: string }): Promise<FoundEntry> {
  const found = typeof documentId === 'string' ? await find(uid, documentId) : null;
  if (found) return found;
  throw new errors.ValidationError('This content type is not synchronized.', {
    code: 'invalid-input' satisfies ErrorCode,
    errors: [{ path: ['uid'], message: 'Must be a content type that is synchronized.', name: 'ValidationError' }],
  });
}

const messages: Readonly<Record<Unsynchronized['code'], string>> = {
  'no-owner':
    'Nobody owns this entry, so it is in nobody’s mailbox: it is not synchronized. Choose an owner, and it goes to that person’s Microsoft 365.',
  'not-connected': 'The owner has not connected a Microsoft account: it is not synchronized. It is once they have.',
  'user-blocked': 'The owner is deactivated or blocked in Strapi: it is not synchronized until they are active again.',
  'switched-off': 'Synchronization is switched off for the owner of this entry.',
  'not-taking-part': 'It takes no part at present.',
};
function said(code: Unsynchronized['code'], why: Because | null = null): Unsynchronized {
  if (why === null) return { code, message: messages[code], reason: null };
  const { words, reason } = told(why);
  return { code, message: `${messages[code]} ${words}`, reason };
}

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

function decisionShown({ at, side, kind, fields, why, edited }: Logged): Explanation['decisions'][number] {
  const { words, reason } = told(why);
  const where = side === 'strapi' ? 'in Strapi' : 'in Microsoft';
  return {
    at,
    what: `${kind} ${where}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`,
    why: words,
    reason,
    side,
    kind,
    fields: [...fields],
    edited,
  };
}
