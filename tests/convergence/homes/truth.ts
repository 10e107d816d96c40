import type { ConflictResolution, Direction, Resource } from '../../../src/contracts';
import { valueAt } from '../../../src/homes/path';
import type { Values } from '../../../src/sync/resource';
import { expectUnmapped, must, mustEqual, runUntilQuiet } from '../checks';
import { holds } from '../ledger';
import type { World } from '../play';
import { type CrmStaff, definitionOf, type Entry } from './crm-staff';
import { followed, inCapitals } from './notes-of-work';

/** What is promised at any time, whatever waits for people. */
export async function expectUntouched(world: World, staff: CrmStaff): Promise<void> {
  for (const resource of world.resources) {
    const there = (await world.of(resource).people.there()).items;
    for (const entry of await staff.entries(resource)) {
      expectUnpublished(staff, entry);
      if (staff.mustStay.has(entry.key) && !staff.deletedThere.has(entry.key) && !staff.passed.has(entry.key))
        must(there.has(entry.key), `${entry.key} is in Microsoft, though its entry has stopped to take part`);
    }
    const { people, ledger } = world.of(resource);
    // What goes to another home leaves the old place like a deletion.
    const mayBeGone = staff.loose.size + staff.passed.size > 0;
    const standing = [...ledger.unmapped].filter(([id]) => !mayBeGone || people.unmapped(id) !== null);
    expectUnmapped({ people, ledger: { ...ledger, unmapped: new Map(standing) } as typeof ledger });
  }
  for (const [name, { uid, path, value }] of staff.beside) {
    const [documentId] = name.split(' ');
    const rows = (await staff.of.crm.rows(uid)).filter((row) => row.documentId === documentId && (row['locale'] ?? 'en') === 'en');
    for (const row of rows.slice(0, 1)) mustEqual(valueAt(row, path), value, `what nobody maps, ${path} of ${documentId}`);
  }
}

export async function expectNothingPublished({ resources }: World, staff: CrmStaff): Promise<void> {
  for (const resource of resources) for (const entry of await staff.entries(resource)) expectUnpublished(staff, entry);
}

/** What stands in a draft alone is never put before everybody by the engine. */
function expectUnpublished(staff: CrmStaff, entry: Entry): void {
  if (!entry.item) return;
  const published = staff.valuesOf(entry, entry.item);
  for (const [field, { now }] of staff.drafts.get(entry.documentId) ?? [])
    if (followed.has(field))
      must(
        inCapitals(field, published[field]) !== inCapitals(field, now),
        `${field} of ${entry.key} is published, and nobody has published it`,
      );
}

/** What both sides hold agrees as far as the homes hold it, nothing is doubled and nothing lost. */
export async function expectTruthInHomes(
  world: World,
  staff: CrmStaff,
  { conflictResolution, direction = 'bidirectional' }: { conflictResolution: ConflictResolution; direction?: Direction },
): Promise<void> {
  const all = (await Promise.all(world.resources.map((resource) => staff.entries(resource)))).flat();
  const thereOf = new Map<Resource, ReadonlyMap<string, readonly Values[]>>();
  for (const resource of world.resources) thereOf.set(resource, (await world.of(resource).people.there()).items);
  const notesOf = new Map(
    await Promise.all(world.resources.map(async (resource) => [resource, await world.of(resource).notes()] as const)),
  );
  const returned = new Set([...notesOf.values()].flatMap(({ deletions }) => deletions));
  const losers = [...notesOf.values()].flatMap(({ losers: some }) => some);

  for (const resource of world.resources) {
    const { ledger } = world.of(resource);
    const { fields } = definitionOf(resource);
    const there = thereOf.get(resource) ?? new Map<string, readonly Values[]>();
    const kept = notesOf.get(resource);
    // An entry that would be nobody's is held with its item, and the mark of its deletion stays until somebody has decided.
    const nobodys = kept?.held.filter(({ text }) => text.includes(': no-owner ')) ?? [];
    const waiting = { keys: new Set(nobodys.map(({ key }) => key)), entries: new Set(nobodys.map(({ documentId }) => documentId)) };
    const held = kept?.held.filter(
      (one) => !nobodys.includes(one) && !(staff.unheard.has(one.key) && one.text.includes('missing-without-mark')),
    );
    const marked = kept?.marked.filter((documentId) => !waiting.entries.has(documentId));
    mustEqual([held, marked, kept?.open], [[], [], []], `what is held, marked and open of ${resource}`);
    for (const key of waiting.keys) must(there.has(key) && ledger.deleted.has(key), `${key} was deleted in Strapi and stands in Microsoft`);
    const here = all.filter(({ home, isPart }) => isPart && home.resource === resource);
    if (direction === 'bidirectional') {
      for (const entry of here) {
        const { key } = entry;
        const items = there.get(key) ?? [];
        const twins = here.filter((one) => one.key === key);
        must(twins.length === 1 || returned.has(key), `${key} once in Strapi`, twins.map(({ documentId, home }) => [documentId, home.name])); // prettier-ignore
        must(items.length === twins.length, `${key} once in Microsoft`, items.length);
        must(ledger.created.has(key), `${key} was made by a person`);
        must(
          !ledger.deleted.has(key) || returned.has(key) || staff.loose.has(key) || staff.passed.has(key),
          `${key} was deleted, and is back without an edit of the other side`,
        );
        const [item] = items;
        if (twins.length > 1 || !item) continue;
        const [mine, theirs] = [staff.valuesOf(entry, entry.item ?? entry.draft), staff.asHeld(entry, item)];
        const differing = Object.keys(fields).filter(
          (field) =>
            fields[field]?.writtenBy === 'both' &&
            field in mine &&
            !fields[field].isEqual(inCapitals(field, mine[field]), inCapitals(field, theirs[field])),
        );
        mustEqual(differing.map((field) => [field, mine[field], theirs[field]]), [], `fields of ${key} that differ`); // prettier-ignore
      }
      for (const [key, items] of there) {
        if (staff.seriesThere.has(key) || staff.everApart.has(key) || returned.has(key) || waiting.keys.has(key)) continue;
        must(here.some((entry) => entry.key === key), `${key} of Microsoft is in Strapi`, items); // prettier-ignore
      }
    }
    const standing = (key: string): Values[] => [
      ...all
        .filter((entry) => entry.key === key)
        .flatMap((entry) => [staff.valuesOf(entry, entry.draft), ...(entry.item ? [staff.valuesOf(entry, entry.item)] : [])]),
      ...world.resources.flatMap((one) => thereOf.get(one)?.get(key) ?? []),
    ];
    const isFinal = (key: string, field: string, value: unknown) =>
      standing(key).some((values) => inCapitals(field, values[field]) === value);
    const isKept = (key: string, field: string, value: unknown) =>
      losers.some((loser) => loser['$key'] === key && holds(inCapitals(field, loser[field]), value));
    const open = ledger.written.filter(({ isSuperseded, field }) => !isSuperseded && followed.has(field));
    mustEqual(open.filter(({ key, field, value }) => !isFinal(key, field, value) && !isKept(key, field, value)), [], 'values that nobody saw and nothing kept'); // prettier-ignore
    const winner = conflictResolution === 'strapi-wins' ? 'here' : conflictResolution === 'microsoft-wins' ? 'there' : null;
    const isCertain = (key: string) =>
      here.some((entry) => entry.key === key) && there.has(key) && !staff.everApart.has(key) && !staff.passed.has(key);
    const beaten = open.filter(
      (one) => direction === 'bidirectional' && one.side === winner && isCertain(one.key) && !isFinal(one.key, one.field, one.value),
    );
    mustEqual(beaten, [], 'values of the side that always wins, and that did not');
    const texts = new Set(['subject', 'title', 'location']);
    const back = [...ledger.replaced].filter(
      ({ field, value, key }) =>
        texts.has(field) && direction === 'bidirectional' && isCertain(key) && here.some((entry) => entry.key === key && inCapitals(field, staff.valuesOf(entry, entry.item ?? entry.draft)[field]) === value), // prettier-ignore
    );
    mustEqual(back, [], 'values that were replaced and came back');
  }
}

/** Under `ask`: until nobody is asked any more. */
export async function decideAllInHomes(world: World): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    let open = 0;
    for (const resource of world.resources) {
      const count = (await world.of(resource).notes()).open.length;
      open += count;
      for (let left = count; left > 0; left -= 1) await world.decide(resource, left - 1, (left + round) % 2 === 0 ? 'strapi' : 'microsoft');
      if (count > 0) await runUntilQuiet(world, resource);
    }
    if (open === 0) return;
  }
  must(false, 'conflicts that are asked about again and again');
}
