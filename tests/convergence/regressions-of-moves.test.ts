import { expect, it } from 'vitest';
import type { ConflictResolution, Direction } from '../../src/contracts';
import type { Edit } from './people';
import { prove, proveOn } from './prove';
import type { Step } from './steps';
import {
  cancel,
  calendar,
  edit,
  exception,
  fault,
  here,
  mend,
  move,
  remove,
  retitle,
  rule,
  run,
  spoil,
  there,
  weekly,
} from './steps-in-words';
import { MemoryWorld } from './world';

/** To another series, or on another date of its own. */
const moveException = (to = 1, nth = 1): Step => edit({ kind: 'move part', which: 0, to, nth });
const copy: Step = edit({ kind: 'copy', which: 0 });
const give: Step = edit({ kind: 'give', which: 0 });
const editThere = (field: number): Step => edit({ kind: 'edit', side: there, which: 1, field });
/** It is put on another date while its series moves, and both are written. */
const leftWithSeries = [
  weekly(here),
  exception(here),
  run,
  edit({ kind: 'together', side: here, which: 0, field: 3, of: 'edit' }),
  moveException(0, 0),
  run,
];
const two = [weekly(here), weekly(here), exception(here), run];

/** Entries that become something else: what the link says of them is not true any more. */
const histories: Record<string, readonly Step[]> = {
  'an exception is put into another series': [...two, moveException()],
  'what stands in the place that an exception has left goes with its series, which is made again in Microsoft': [
    edit({ kind: 'create', side: there, shape: 5 }),
    exception(there),
    run,
    moveException(0, 0),
    edit({ kind: 'together', side: here, which: 0, field: 0, of: 'edit' }),
    fault('$batch', 'dropped before'),
    remove(there),
    moveException(0, 0),
    exception(here, 1),
  ],
  'an exception is put on another date of its series': [...two, moveException(0)],
  'an exception is put on another date, its series gets another rule, and there is another exception where it was': [
    weekly(here),
    exception(here, 0),
    run,
    moveException(0, 0),
    rule(here, 0),
    exception(here, 0),
  ],
  'an exception is put into another series before it was ever written': [weekly(here), weekly(here), run, exception(here), moveException()],
  'an exception is put into another series and edited in Microsoft, where it was': [...two, moveException(), editThere(0)],
  'an exception is put into another series that Microsoft moves': [...two, moveException(), move(there)],
  'an exception is put into another series while its own gets another rule': [...two, moveException(), rule(here, 2)],
  'an exception is put into another series while its own is cancelled on that date': [...two, moveException(), cancel(there)],
  'an exception is put into another series while its own is deleted': [...two, moveException(), remove(here)],
  'an exception is put into another series while its own is deleted in Microsoft': [...two, moveException(), remove(there)],
  'an exception is put into another series while its own cannot be read': [...two, moveException(), spoil, run, mend],
  'an exception is put into another series and the answer is lost': [...two, moveException(), fault('$batch', 'dropped after')],
  'an exception is put on a date on which Microsoft has made one, and the one that it was is cancelled there': [
    weekly(there),
    run,
    exception(here, 1),
    run,
    moveException(0, 0),
    edit({ kind: 'delete', side: there, which: 1 }),
    edit({ kind: 'part', side: there, which: 0, nth: 0, how: 'location' }),
  ],
  'an exception is given to somebody else with its series while it cannot be read': [
    weekly(here),
    run,
    exception(there),
    run,
    edit({ kind: 'spoil', which: 1 }),
    run,
    give,
  ],
  'an exception is put on another date while its series moves, and both sides make one where it was': [
    ...leftWithSeries,
    exception(here),
    exception(there),
    fault('delta', 'dropped before'),
  ],
  'an exception is put on another date while its series moves, and both sides make one where it was in the next run': [
    ...leftWithSeries,
    exception(there),
    exception(here),
  ],
  'an exception is put where another one has left, and both are changed in Microsoft, while the write of their series waits': [
    weekly(here),
    exception(here, 0),
    exception(here, 1),
    run,
    move(here),
    moveException(0, 0),
    fault('/events', 'dropped before'),
    edit({ kind: 'move part', which: 1, to: 0, nth: 0 }),
    cancel(there, 1),
    exception(there),
  ],
  'an exception that could not be read is put on another date, and its series moves': [
    weekly(here),
    exception(here),
    run,
    spoil,
    run,
    move(here),
    moveException(0, 0),
    retitle(here),
  ],
  'an exception that could not be read is put on another date, and its series gets another rule': [
    weekly(here),
    exception(here),
    run,
    spoil,
    run,
    moveException(0, 0),
    rule(here, 0),
  ],
  'an exception comes back to a date that it has left': [...two, moveException(0, 0), run, moveException(0, 0)],
  'a series is duplicated with its exceptions': [...two, copy],
  'a series is duplicated before it is written, and the answer is lost': [
    weekly(here),
    exception(here),
    copy,
    fault('$batch', 'dropped after'),
  ],
  'a series that came from Microsoft is duplicated, and both are edited': [
    weekly(there),
    exception(there),
    run,
    copy,
    retitle(there),
    retitle(here),
  ],
  'a series is given to somebody else with its exceptions': [...two, give],
  'a series that stops repeating before it was sent takes its exceptions along': [weekly(here), exception(here), rule(here, 4)],
  'a series that stops repeating after its exception was made once more takes it along': [
    weekly(here),
    exception(here),
    run,
    edit({ kind: 'delete', side: here, which: 1 }),
    exception(here),
    rule(there, 4),
    rule(here, 4),
  ],
  'a series is given to somebody else while an exception of it is edited in Microsoft': [...two, give, editThere(0)],
};

it.each(Object.entries(histories))('%s', async (_rule, steps) => {
  for (const conflictResolution of ['strapi-wins', 'microsoft-wins', 'newest-wins', 'ask'] as const)
    await prove([calendar], { steps, conflictResolution, seed: 0 });
});

it.each(Object.entries(histories))('in a direction to Microsoft: %s', async (_rule, steps) => {
  await prove([calendar], { steps, conflictResolution: 'strapi-wins', direction: 'strapi-to-microsoft', seed: 0 });
});

const spoilt: Edit = { kind: 'spoil', which: 0 };
const ofOneSetting: Record<string, { direction: Direction; under?: ConflictResolution; steps: readonly Step[] }> = {
  'an exception that Microsoft makes of a series that was given away does not come in alone': {
    direction: 'microsoft-to-strapi',
    steps: [weekly(there), run, edit(spoilt), exception(there), give, copy],
  },
  'an exception comes back as Outlook has it with a series that was given away and edited there since': {
    direction: 'bidirectional',
    under: 'newest-wins',
    steps: [weekly(there), exception(there), run, give, edit({ kind: 'edit', side: there, which: 0, field: 0 }), exception(there)],
  },
};

it.each(Object.entries(ofOneSetting))('%s', async (_rule, { direction, under = 'strapi-wins', steps }) => {
  await prove([calendar], { steps, conflictResolution: under, direction, seed: 0 });
});

it.each([
  ['which Microsoft follows with what it has', 1],
  ['which takes away what Microsoft has', 3],
])('an exception that is put on another date is not where it was any more, also with another rule %s', async (_, other) => {
  const steps = [weekly(here), rule(here, 0), exception(here, 0), run, moveException(0, 0), rule(here, other)];
  const world = new MemoryWorld({ resources: [calendar], conflictResolution: 'strapi-wins', seed: 0 });
  await proveOn(world, { steps, conflictResolution: 'strapi-wins', seed: 0 });
  const { people } = world.of(calendar);
  for (const { items } of [await people.here(), await people.there()])
    expect([...items.values()].flat().map(({ subject }) => subject)).not.toContain('subject 3');
});
