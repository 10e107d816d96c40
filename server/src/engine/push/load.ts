import type { LocalRow, StoredLink } from '../../storage/port';
import type { RunContext } from '../context';
import { linksWithOwners, ownerOf, placesToTake, type Surroundings } from '../parts/place-of-part';

/** All that judging the marks of a chunk stands on: read together, before anything is judged. */
export interface Loaded extends Surroundings {
  /** Links of their parts, by Microsoft's ids of items. */
  readonly partLinks: ReadonlyMap<string, readonly StoredLink[]>;
}

export async function load(run: RunContext, documentIds: readonly string[], rows: ReadonlyMap<string, LocalRow>): Promise<Loaded> {
  const links = await linksWithOwners(run, documentIds, rows);
  if (!run.resource.parts) return { rows, links, standing: new Map(), partLinks: new Map() };
  const taken = placesToTake(run, rows.values(), links);
  const standing = taken.length > 0 ? await run.store.linksByMicrosoftId(run.target, taken) : new Map<string, StoredLink>();
  const partLinks = await linksOfParts(run, documentIds, links);
  const others = [
    ...[...rows.values()].map(({ row }) => ownerOf(run, row)),
    ...[...standing.values()].map(({ documentId }) => documentId),
    ...[...partLinks.values()].flat().flatMap(({ facts, documentId }) => (facts.open.length > 0 ? [documentId] : [])),
  ].flatMap((id) => (id !== null && !rows.has(id) ? [id] : []));
  const more = others.length > 0 ? await run.items.read([...new Set(others)]) : new Map<string, LocalRow>();
  return { rows: new Map([...more, ...rows]), links, standing, partLinks };
}

export const mayHaveParts = ({ resource }: RunContext, { base, facts }: StoredLink): boolean =>
  [base, { ...base, ...facts.left }].some((values) => resource.definition.parts?.areIn(values)) || facts.hasUnknownParts === true;

async function linksOfParts(
  run: RunContext,
  documentIds: readonly string[],
  links: ReadonlyMap<string, StoredLink>,
): Promise<ReadonlyMap<string, readonly StoredLink[]>> {
  const wholes = documentIds.flatMap((id) => {
    const link = links.get(id);
    return link?.microsoftId && !link.part && mayHaveParts(run, link) ? [link.microsoftId] : [];
  });
  const byWhole = new Map<string, StoredLink[]>();
  for (const link of wholes.length > 0 ? await run.store.linksOfParts(run.target, wholes) : []) {
    const of = link.part?.of ?? '';
    byWhole.set(of, [...(byWhole.get(of) ?? []), link]);
  }
  return byWhole;
}
