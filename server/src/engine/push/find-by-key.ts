import type { RemoteItem, RemoteReading } from '../../../../src/sync/resource';
import type { GraphAnswer } from '../../microsoft/port';
import type { StoredLink } from '../../storage/port';
import { eachPage } from '../collections/each-page';
import { completed, readWhole } from '../pull/fetch-items';
import { type RunContext, stopFor } from '../context';

export interface FoundByKey {
  /** For each link Microsoft's items that carry its key, the oldest first; `null`: Microsoft did not say. */
  readonly items: readonly (readonly RemoteItem[] | null)[];
  /** What came with an item that has parts. */
  readonly parts: ReadonlyMap<string, readonly RemoteReading[]>;
  readonly answers: readonly GraphAnswer[];
}

/** Looks for what these links' creates have made, as the places say it can be found. */
export async function findByKey(run: RunContext, links: readonly StoredLink[]): Promise<FoundByKey> {
  const { find } = run.places;
  return find.kind === 'filter' ? ask(run, links, find.path) : scan(run, links, find.path);
}

async function ask(
  run: RunContext,
  links: readonly StoredLink[],
  path: (collection: string, documentId: string) => string,
): Promise<FoundByKey> {
  const answers = await run.mailbox.batch(
    links.map(({ collection, documentId }) => ({
      method: 'GET' as const,
      path: path(collection, documentId ?? ''),
      headers: run.places.readHeaders,
    })),
  );
  const parts = new Map<string, readonly RemoteReading[]>();
  const items: (RemoteItem[] | null)[] = [];
  for (const [at, { collection, documentId }] of links.entries()) {
    const answer = answers[at];
    const found: RemoteItem[] = [];
    for (const reading of answer && !answer.failure ? listOf(answer).map((raw) => run.places.definition.readMicrosoft(raw)) : []) {
      const [whole, ...rest] = await completed(run, collection, [reading]);
      if (whole?.kind !== 'item') continue;
      found.push(whole);
      if (rest.length > 0) parts.set(whole.microsoftId, rest);
    }
    // What Microsoft's filter has let through carries the key, also where the answer does not show it.
    items.push(!answer || answer.failure ? null : found.filter(({ key }) => key === null || key === documentId));
  }
  return { items, parts, answers };
}

/** A scan that breaks off tells nothing about what it has not seen: the run ends, and the creates stay unanswered. */
async function scan(run: RunContext, links: readonly StoredLink[], path: (collection: string) => string): Promise<FoundByKey> {
  const byKey = new Map<string, RemoteItem[]>(links.map(({ documentId }) => [documentId ?? '', []]));
  let hasUnread = false;
  for (const collection of new Set(links.map((link) => link.collection))) {
    const tooLong: { collection: string; id: string }[] = [];
    const note = (reading: RemoteReading): void => {
      if (reading.kind === 'item' && reading.key !== null) byKey.get(reading.key)?.push(reading);
      if (reading.kind === 'incomplete') tooLong.push({ collection, id: reading.microsoftId });
    };
    const failure = await eachPage(run, path(collection), (page) => {
      for (const raw of page) note(run.places.definition.readMicrosoft(raw));
      return 'more';
    });
    if (failure) throw stopFor(failure);
    for (const [whole] of (await readWhole(run, tooLong)).values()) {
      if (whole?.kind === 'item') note(whole);
      else if (whole?.kind !== 'removed') hasUnread = true;
    }
  }
  const foundFor = (documentId: string | null): RemoteItem[] | null => {
    const found = byKey.get(documentId ?? '') ?? [];
    return found.length === 0 && hasUnread ? null : oldestFirst(found); // it may be the one that could not be read
  };
  return { items: links.map(({ documentId }) => foundFor(documentId)), parts: new Map(), answers: [] };
}

const listOf = ({ body }: GraphAnswer): readonly unknown[] => {
  const value = (body as { value?: unknown } | null)?.value;
  return Array.isArray(value) ? value : [];
};

export const oldestFirst = (items: readonly RemoteItem[]): RemoteItem[] =>
  [...items].sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''));
