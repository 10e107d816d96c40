import { canHold } from '../../../../src/homes/accepts';
import { type Home, holds } from '../../../../src/homes/home';
import { homesOfResource } from '../../../../src/homes/of-resource';
import { itemFields } from '../../../../src/items/fields';
import type { Values } from '../../../../src/sync/resource';
import { nameOf, type PersonsItems } from './person';
import { hostSays } from '../../storage/host-refusal';
import { invalid } from './refusals';

/** Whether people can make entries there as themselves: the owner is named in the entry, and what is made takes part at once. */
export const isForNew = (home: Home): boolean =>
  home.isSame ? home.accepts !== 'none' : home.owner.length === 1 && (home.create.status ?? home.version) === home.version;

/** Of a body, a type holds the text or the formatting, and takes either. */
export function isWritable(home: Home, field: string): boolean {
  if (itemFields(home.resource).get(field)?.isWritten !== true) return false;
  const isHeld = (name: string): boolean =>
    home.isSame ? name !== 'html' : holds(home, name) && home.codecs.some((codec) => codec.field === name);
  return isHeld(field) || (field === 'body' && isHeld('html'));
}

/** The one that is named, or else the one that would take it if it came from Microsoft, or else the first that can hold it. */
export function homeForNew(
  { homes, definition, timeZone }: PersonsItems,
  { named, values }: { named: unknown; values: Values | null },
): Home {
  const open = homes.filter(isForNew);
  if (named !== undefined) {
    const home = open.find((one) => nameOf(one) === named);
    if (!home) throw invalid([{ path: ['home'], message: `Must be one of: ${open.map(nameOf).join(', ')}.` }]);
    return home;
  }
  if (values === null) return open[0] ?? noHome();
  const asNew = hostSays(() =>
    homesOfResource(open, { definition, timeZone }).forNew({ values, isOwn: true }, { collection: '', isMasked: false }),
  );
  return open.find(({ name }) => name === asNew) ?? open.find((home) => canHold(home, values)) ?? noHome();
}

function noHome(): never {
  throw invalid([{ path: ['home'], message: 'No type takes entries that people make over this interface. Make them where they belong.' }]);
}
