import type { Resource } from '../../src/contracts';
import { changedFields } from '../../src/sync/decide-deletion';
import type { ResourceDefinition } from '../../src/sync/resource';
import { expectUnmapped, keeps, must, mustEqual } from './checks';
import type { SideName } from './ledger';
import type { World } from './play';

const texts = new Set(['subject', 'body', 'location', 'title']);

/** In one direction the target follows the source, but for what people did on the target; the rest of the points hold as far as they go. */
export async function expectOneWay(world: World, resource: Resource, definition: ResourceDefinition, source: SideName): Promise<void> {
  const { people, ledger, notes } = world.of(resource);
  const [here, there, kept] = [await people.here(), await people.there(), await notes()];
  const [of, to] = source === 'here' ? [here, there] : [there, here];
  const target: SideName = source === 'here' ? 'there' : 'here';
  const whole = (key: string) => key.split('@')[0] ?? '';

  // An exception without an occurrence in Microsoft stays at the source, which is not written.
  const isWithoutPlace = ({ key, text }: (typeof kept.held)[number]) =>
    source === 'here' && text.endsWith(' place-lost') && !there.dates?.get(whole(key))?.includes(key.split('@')[1] ?? '');
  mustEqual(
    kept.held.filter((held) => !isWithoutPlace(held)),
    [],
    'held items',
  );
  const withoutPlace = new Set(kept.held.map(({ key }) => key));
  mustEqual(kept.marked, [], 'edits that still wait');
  mustEqual(kept.open, [], 'conflicts in one direction');
  for (const side of [here, there]) for (const [key, [, ...more]] of side.items) mustEqual(more, [], `${key} once`);

  const madeOn = new Map<string, SideName>();
  for (const { key, side } of ledger.written) if (!madeOn.has(whole(key))) madeOn.set(whole(key), side);
  const touched = new Set([
    ...ledger.touched[target],
    ...ledger.written.filter(({ side }) => side === target).map(({ key }) => whole(key)),
  ]);
  for (const [key, side] of madeOn) {
    if (side === target) {
      must(!of.items.has(key), `${key} was made on the target, and stays there`);
      must(
        ledger.wasDeletedOn(target, key) || !ledger.created.has(key) || to.items.has(key),
        `${key} was made on the target, and nobody deleted it`,
      );
    } else if (ledger.wasDeletedOn(target, key)) must(!to.items.has(key), `${key} was deleted on the target, and that is not undone`);
    else if (!ledger.mayBeDeletedOn(target, key) || to.items.has(key))
      mustEqual(to.items.has(key), of.items.has(key), `${key} on the target, as it is at the source`);
  }
  for (const [key, [values = {}]] of of.items) {
    if (ledger.wasDeletedOn(target, whole(key)) || withoutPlace.has(key)) continue;
    const [other] = to.items.get(key) ?? [];
    if (ledger.mayBeDeletedOn(target, whole(key)) && !to.items.has(key)) continue;
    if (!touched.has(whole(key))) {
      must(other !== undefined, `${key} on the target`);
      // Dates that are cancelled in Strapi, and that the rule has not any more, were never there to be cancelled in Microsoft; and an event that lasts
      // all day has dates there, and no zone.
      // Microsoft keeps the zone that an event was made in (graph-facts §6): one that lasted all day then, and has a time now, stays in UTC there.
      const hasZoneOfItsBeginning = values['recurrence'] === null && other?.['timeZone'] === 'UTC';
      const isComparable = (field: string) =>
        field !== 'excludedDates' && !(field === 'timeZone' && (values['isAllDay'] === true || hasZoneOfItsBeginning));
      const differing = changedFields(definition.fields, values, other ?? {}, 'both').filter(isComparable);
      mustEqual(
        to.dates?.get(key),
        of.dates?.get(key)?.filter((date) => !withoutPlace.has(`${key}@${date}`)),
        `dates of ${key}`,
      ); // but for an exception that is held
      mustEqual(
        differing.map((field) => [field, values[field], other?.[field]]),
        [],
        `fields of ${key} that differ`,
      );
    } else if (other)
      for (const field of texts) {
        const last = ledger.written.filter((one) => one.key === key && one.field === field).at(-1);
        if (last?.side === source && !last.isSuperseded)
          mustEqual(other[field], values[field], `${field} of ${key}, which changed at the source last`);
      }
  }

  const open = ledger.written.filter(({ isSuperseded }) => !isSuperseded);
  const stands = (field: string, value: unknown, key: string) =>
    [here, there].some((side) => people.stands(field, value, side.items.get(key) ?? [], key, side));
  const isKept = (field: string, value: unknown, key: string) =>
    kept.losers.some((loser) => loser['$key'] === whole(key) && keeps(loser, field, value));
  mustEqual(
    open.filter(({ field, value, key }) => !stands(field, value, key) && !isKept(field, value, key)),
    [],
    'values that nobody saw and nothing kept',
  );
  expectUnmapped(world.of(resource));
}
