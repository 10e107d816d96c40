import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { calendar } from '../../../src/calendar/definition';
import { ownHomes } from '../../support/homes';
import { decideAll } from '../asked';
import { expectEffort, expectQuiet, expectTruth, must, mustEqual, runUntilQuiet, settle } from '../checks';
import { memoryHere } from '../here';
import type { Host } from '../host';
import { expectOneWay } from '../one-way';
import { contentTypes } from '../own-types';
import { memoryItems } from '../memory-items';
import { memoryLeases } from '../memory-leases';
import type { People } from '../people';
import { play } from '../play';
import { Process } from '../process';
import { ofTarget, rowsOf, type State } from '../state';
import { MemoryWorld } from '../world';
import type { Asides } from './asides';
import { deskOf } from './desk';
import { isAside, keyIn } from './keys';
import { peopleOfCalendars, type Staff } from './people-of-calendars';
import type { HistoryOfCalendars } from './steps-of-calendars';

const target = { user: 'ada', resource: 'calendar' } as const;
const type = contentTypes.calendar;
const A_DAY_AND_MORE = 26 * 60;

/** Plays one history of several calendars in memory, and throws where what a run promises does not hold. */
export async function proveCalendars(history: HistoryOfCalendars, trace?: (text: string) => void): Promise<void> {
  const met: string[] = [];
  try {
    await playAndCheck(history, (what) => void met.push(what), trace);
  } catch (error) {
    if (met.length === 0) throw error;
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${met.join('\n')}`, { cause: error });
  }
}

async function playAndCheck(history: HistoryOfCalendars, tell: (what: string) => void, trace?: (text: string) => void): Promise<void> {
  const { world, staff, asides } = calendarsWorld(history, trace);
  const { direction = 'bidirectional' } = history;
  const run = world.run.bind(world);
  world.run = async (...of) => {
    const report = await run(...of);
    // A list of changes that lags behind may name what has just been deleted to be made anew elsewhere.
    if (world.microsoft.replicationDelay() === 0) await expectOneEntryEach(world, staff, asides);
    return report;
  };
  await play(world, history.steps, tell);
  await settle(world);
  // What lists of changes have never told, the comparison of the next day finds.
  world.advance(A_DAY_AND_MORE);
  await runUntilQuiet(world, 'calendar');
  await expectOneEntryEach(world, staff, asides);
  if (history.conflictResolution === 'ask' && direction === 'bidirectional') await decideAll(world, 'calendar', calendar);
  expectNothingLost(world, staff, asides);
  await asides.expectTruth();
  letGo(world, staff);
  if (direction === 'bidirectional') await expectTruth(world, 'calendar', calendar, history.conflictResolution);
  else await expectOneWay(world, 'calendar', calendar, direction === 'strapi-to-microsoft' ? 'here' : 'there');
  if (direction !== 'strapi-to-microsoft') expectPlaces(world, staff); // what Strapi names there is a wish
  await expectQuiet(world);
  mustEqual(world.failures, [], 'failures of the engine itself');
  const sent = world.microsoft.log().filter(({ method, path }) => ['POST', 'PATCH', 'DELETE'].includes(method) && !path.includes('$batch'));
  if (direction === 'strapi-to-microsoft') mustEqual(world.entryWrites, 0, 'writes of the source, Strapi');
  if (direction === 'microsoft-to-strapi') mustEqual(sent.length, 0, 'writes of the source, Microsoft');
  expectEffort(world, {
    runs: world.runs,
    requests: world.microsoft.requests() / 2, // a calendar more or less
    writes: sent.filter(({ status }) => status >= 200 && status < 300).length,
  });
}

/** Nobody is at work on tasks. */
const noPeople: People = {
  act: async () => undefined,
  here: async () => ({ items: new Map(), shown: [] }),
  there: async () => ({ items: new Map(), shown: [] }),
  unmapped: () => null,
  stands: () => false,
};

function calendarsWorld(history: HistoryOfCalendars, trace?: (text: string) => void): { world: MemoryWorld; staff: Staff; asides: Asides } {
  let staff: Staff | undefined;
  let asides: Asides | undefined;
  const host = (holder: { state: State }, now: () => number): Host => ({
    people(of, resource) {
      if (resource !== 'calendar') return noPeople;
      const leases = memoryLeases(holder, new Process(holder, null), now);
      staff = {
        desk: deskOf(of.microsoft.person),
        mailbox: history,
        direction: history.direction ?? 'bidirectional',
        everHere: new Map(),
        placed: new Map(),
        isRead: (id) => ofTarget(holder.state, target).cursors.get(id)?.isSettled === true,
        choice: () => ofTarget(holder.state, target).schedule?.choice ?? [],
        async choose(choice) {
          await leases.wake([target], { priority: 'interval' });
          await leases.choose(target, choice);
        },
      };
      const atWork = peopleOfCalendars({ ...of, here: memoryHere(holder, target, type, now) }, staff);
      ({ asides } = atWork);
      return atWork.people;
    },
    items: (_resource, process) => memoryItems(holder, process, type, now),
    homes: ownHomes,
  });
  const world = new MemoryWorld({ ...history, resources: ['calendar'], host, ...(trace ? { trace } : {}) });
  if (!staff || !asides) throw new Error('nobody is at work');
  const { movedId, movesToldBy, movedProperties, namedChanges } = history;
  world.microsoft.person.behave({ movedId, movesToldBy, movedProperties, namedChanges });
  for (const name of ['Team', 'Other']) world.microsoft.person.addCalendar(name);
  world.microsoft.person.addCalendar('Theirs', { owner: { name: 'Ben', address: 'ben@sandbox.example' }, canEdit: history.canEditTheirs });
  world.microsoft.person.addCalendar('Holidays', { canEdit: false });
  return { world, staff, asides };
}

const entriesOf = (world: MemoryWorld) =>
  [...rowsOf(world.state, type.uid).values()].filter(({ owner, row }) => owner === target.user && !row['series']);

/** An event is one entry, however often it is moved: the same one as long as nobody deletes it. */
async function expectOneEntryEach(world: MemoryWorld, { everHere }: Staff, { gone }: Asides): Promise<void> {
  const { ledger } = world.of('calendar');
  const seen = new Set<string>();
  for (const { documentId, row } of entriesOf(world)) {
    const key = keyIn(row);
    must(!seen.has(key), `${key} once in Strapi`);
    seen.add(key);
    const before = everHere.get(key);
    must(before === undefined || before === documentId || ledger.deleted.has(key) || gone.has(key), `${key} is the entry that it was`, [
      before,
      documentId,
    ]);
    everHere.set(key, documentId);
  }
}

function expectNothingLost(world: MemoryWorld, { everHere }: Staff, { gone }: Asides): void {
  const { ledger } = world.of('calendar');
  const here = new Set(entriesOf(world).map(({ row }) => keyIn(row)));
  const lost = [...everHere.keys()].filter((key) => !here.has(key) && !ledger.deleted.has(key) && !gone.has(key));
  mustEqual(lost, [], 'entries that nobody deleted, and that are gone');
}

/** What stands in calendars that take no part, and never came in, is none of ours. */
function letGo(world: MemoryWorld, staff: Staff): void {
  const { ledger } = world.of('calendar');
  const choice = staff.choice();
  const ours = new Set(entriesOf(world).map(({ row }) => keyIn(row)));
  for (const { id, isDefault } of staff.desk.calendars())
    if (isDefault || choice === 'all' || choice.includes(id))
      for (const event of world.microsoft.person.listEvents(id)) ours.add(keyIn(event));
  for (const one of ledger.written) {
    const key = one.key.split('@')[0] ?? '';
    if (!ours.has(key) && !staff.everHere.has(key)) one.isSuperseded = true;
  }
}

/** An entry names the calendar in which its event stands, and the event stands where somebody has put it last. */
function expectPlaces(world: MemoryWorld, { desk, placed }: Staff): void {
  const there = new Map(
    desk.calendars().flatMap((one) => world.microsoft.person.listEvents(one.id).map((event) => [keyIn(event), one] as const)),
  );
  const linked = new Set([...ofTarget(world.state, target).links.values()].map(({ documentId }) => documentId));
  for (const { documentId, owner, row } of rowsOf(world.state, type.uid).values())
    if (owner === target.user && linked.has(documentId) && !isAside(keyIn(row)) && there.has(keyIn(row)))
      mustEqual(row['calendarName'], there.get(keyIn(row))?.name, `the calendar that ${keyIn(row)} names`);
  const { deleted } = world.of('calendar').ledger;
  for (const [key, calendar] of placed) {
    const now = there.get(key);
    if (now && !deleted.has(key)) mustEqual(now.id, calendar, `the calendar into which ${key} was put`);
  }
}

/** A counterexample is printed with its seed, as the shortest history that still fails. */
export async function proveManyCalendars(histories: fc.Arbitrary<HistoryOfCalendars>, numRuns: number): Promise<void> {
  const SEED = process.env['CONVERGENCE_SEED'];
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await nextTurn(); // a history waits for nothing outside of memory, and the test runner calls a process dead that says nothing for a minute
      await proveCalendars(history);
    }),
    { numRuns, ...(SEED ? { seed: Number(SEED) } : {}) },
  );
}
