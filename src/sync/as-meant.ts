import type { Decision } from './decision';
import type { Link } from './link';
import type { LocalItem, Values } from './resource';
import type { Situation } from './situation';

/**
 * The entry as it is meant: where its home does not hold a field, it says what was agreed; where it cannot hold a value as it is (three kinds of
 * `showAs` where Microsoft has five) and still holds what was written for that value, it says that value.
 */
export function asMeant(situation: Situation): Situation {
  const { local } = situation;
  const agreed = agreedOf(situation);
  if (local.kind !== 'item' || agreed === null) return situation;
  const { values, unread = [] } = local.item;
  const fields = [...Object.keys(stillHeld(situation, local.item, agreed)), ...unread];
  if (fields.length === 0) return situation;
  const meant = Object.fromEntries(fields.map((field) => [field, agreed[field]]));
  return { ...situation, local: { ...local, item: { ...local.item, values: { ...values, ...meant } } } };
}

/** The decision about an entry that was read so: what its home holds goes on standing for what is agreed. `given`: as it was read. */
export function keepingHeld({ definition, local, ...given }: Situation, decided: Decision): Decision {
  const { link } = decided;
  const agreed = agreedOf({ definition, local, ...given });
  if (link.kind !== 'agree' || local.kind !== 'item' || agreed === null) return decided;
  const { held: _held, ...facts } = link.facts;
  const lost = lostTo(decided);
  const known = { ...unwritable(definition, local.item, { agreed, lost }), ...stillHeld({ definition, ...given }, local.item, agreed) };
  const held = Object.entries(known).filter(([field, value]) => !definition.fields[field]?.isEqual(value, link.base[field]));
  return { ...decided, link: { ...link, facts: held.length > 0 ? { ...facts, held: Object.fromEntries(held) } : facts } };
}

/** The values of an entry as they are meant, without a decision to be made. */
export const valuesMeant = (of: Pick<Situation, 'definition'> & { readonly link: Link }, item: LocalItem): Values => {
  const fields = [...Object.keys(stillHeld(of, item, of.link.base)), ...(item.unread ?? [])].filter((field) => field in of.link.base);
  return { ...item.values, ...Object.fromEntries(fields.map((field) => [field, of.link.base[field]])) };
};

const agreedOf = ({ link, remote }: Situation): Values | null => link?.base ?? (remote.kind === 'item' ? remote.item.values : null);

/**
 * Fields that nothing is written into: what the entry says there stands for whatever Microsoft makes of it, unless somebody has edited it. What has
 * lost to Microsoft's edit is no edit any more.
 */
function unwritable(
  { fields }: Situation['definition'],
  { values, unread = [], unheld = [] }: LocalItem,
  { agreed, lost }: { agreed: Values; lost: ReadonlySet<string> },
): Values {
  const isSettled = (field: string) => lost.has(field) || fields[field]?.isEqual(values[field], agreed[field]);
  const said = unheld.filter((field) => !unread.includes(field) && isSettled(field));
  return Object.fromEntries(said.map((field) => [field, values[field]]));
}

const lostTo = ({ conflict, alsoDecided = [] }: Decision): ReadonlySet<string> =>
  new Set([conflict, ...alsoDecided].flatMap((note) => (note?.decided?.winner === 'microsoft' ? note.fields : [])));

/** Fields that the entry holds just as they were written for what is agreed, and that is something else. */
function stillHeld(
  { definition: { fields }, link, asHeld = {} }: Pick<Situation, 'definition' | 'link' | 'asHeld'>,
  { values, unread = [] }: LocalItem,
  agreed: Values,
): Values {
  const known = link ? (link.facts.held ?? {}) : asHeld;
  return Object.fromEntries(
    Object.entries(known).filter(
      ([field, value]) =>
        !unread.includes(field) && fields[field]?.isEqual(values[field], value) && !fields[field].isEqual(values[field], agreed[field]),
    ),
  );
}
