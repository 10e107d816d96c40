import { must, mustEqual } from '../checks';
import { Lookout } from '../point';
import { pushFault } from '../play';
import { type DatesWorld, datesWorld } from './dates-world';
import { expectFollowed } from './following-of-dates';
import { LedgerOfDates } from './ledger-of-dates';
import { act } from './people-of-dates';
import type { HistoryOfDates, StepOfDates } from './steps-of-dates';
import { acrossNeighbours, expectAskedOfDates, expectTruthOfDates, openOnes, watched } from './truth-of-dates';

/** How the days pass at the end: sixty in all, one by one and many at once. */
const LAST_DAYS = [1, 2, 7, 20, 30];
const MOST_ROUNDS = 4;
/** Longer than dates have entries. */
const KEPT_DAYS = 35;
const DAY = 86_400_000;

/** Plays one history, and throws where what is promised of such a home does not hold. */
export async function proveDates(history: HistoryOfDates, trace?: (text: string) => void): Promise<void> {
  const { deeds, conflictResolution, direction = 'bidirectional', turnsAt = 0, isVersionPerSeries, seed } = history;
  const world = datesWorld({ conflictResolution, isVersionPerSeries, seed, ...(trace ? { trace } : {}) });
  const ledger = new LedgerOfDates(world);
  let entryWrites = 0;
  const turn = (): void => {
    world.world.turn('calendar', direction);
    for (const id of openOnes(world)) ledger.asked.add(id);
    entryWrites = world.world.entryWrites;
    world.writes(); // what is asked for at the end is since now
  };
  for (const [at, step] of deeds.entries()) {
    if (at === turnsAt) turn();
    world.world.advance(1);
    trace?.(JSON.stringify(step));
    await play(world, ledger, step, at + 1);
  }
  if (turnsAt >= deeds.length) turn();
  calm(world);
  for (let round = 0; round < 2; round += 1) {
    world.world.advance(90); // what was ended early waits for an hour
    await settled(world, ledger);
  }
  if (conflictResolution === 'ask' && direction === 'bidirectional') await decideAll(world, ledger);
  await expectTruthOfDates(world, ledger, direction);
  await ledger.expectNothingLost();
  await ledger.expectNotes();
  const written = world.writes();
  if (direction === 'microsoft-to-strapi') mustEqual(written, [], 'writes of the source, Microsoft');
  if (direction === 'strapi-to-microsoft') mustEqual(world.world.entryWrites, entryWrites, 'writes of the source, Strapi');
  for (const days of LAST_DAYS) {
    world.passDays(days);
    await settled(world, ledger);
    mustEqual(await unasked(world), [], 'writes to Microsoft because days have passed');
  }
  await ledger.note(() => cleanUp(world));
  await settled(world, ledger);
  mustEqual(await unasked(world), [], 'writes to Microsoft because what has been was cleaned up');
  await expectTruthOfDates(world, ledger, direction);
  await ledger.expectNotes();
  const full = await world.run(true);
  must(full?.outcome === 'nothing-to-do' || (await acrossNeighbours(world)).size > 0, 'a full read has nothing to do', full);
  mustEqual(world.world.failures, [], 'failures of the engine itself');
  mustEqual(world.world.microsoft.mails(), [], 'mails');
}

/** What was written since the last time; what Outlook refuses for good is tried once more when everything is read again. */
async function unasked(world: DatesWorld): Promise<string[]> {
  const { size } = await acrossNeighbours(world);
  return world.writes().filter((one) => size === 0 || !one.endsWith(' 400'));
}

async function play(world: DatesWorld, ledger: LedgerOfDates, step: StepOfDates, count: number): Promise<void> {
  const { microsoft } = world.world;
  switch (step.kind) {
    case 'run':
      return void (await watched(world, ledger, () => world.run()));
    case 'full run':
      return void (await watched(world, ledger, () => world.run(true)));
    case 'killed run':
      return void (await watched(world, ledger, () => world.world.run('calendar', { killAt: new Lookout(1 + step.to) })));
    case 'run with a fault':
      pushFault(microsoft, step.fault);
      await watched(world, ledger, () => world.run());
      return microsoft.faults.clear();
    case 'run with an edit in between': {
      const lookout = new Lookout(step.at);
      const onRequest = async (request: Parameters<Lookout['isAt']>[0]): Promise<void> => {
        if (lookout.isAt(request)) await ledger.note(() => act(world, step.deed, count));
      };
      return void (await watched(world, ledger, () => world.world.run('calendar', { onRequest })));
    }
    case 'pass days':
      return world.passDays(1 + (step.to % 10));
    case 'tokens expire':
      return microsoft.expireDeltaTokens();
    case 'decide':
      return world.world.decide('calendar', step.which, step.winner);
    case 'feed lags':
      return microsoft.setReplicationDelay(step.minutes * 60_000);
    case 'clock is off':
      return microsoft.clock.skew(step.minutes * 60_000);
    case 'this and following':
      return expectFollowed(world, ledger, step);
    default:
      return ledger.note(() => act(world, step, count));
  }
}

/** The host's own job takes away what has long been, but for single events, which are deleted as always. */
async function cleanUp(world: DatesWorld): Promise<void> {
  const single = new Set(world.links().flatMap(({ documentId, state, part }) => (documentId && state === 'linked' && !part ? [documentId] : []))); // prettier-ignore
  for (const { documentId, start } of await world.entries())
    if (Date.parse(`${start}:00Z`) < world.world.now() - KEPT_DAYS * DAY && !single.has(world.name(documentId)))
      await world.remove(documentId);
}

/** Faults are over. */
function calm({ world: { microsoft } }: DatesWorld): void {
  microsoft.faults.clear();
  microsoft.searchLagMilliseconds = 0;
  microsoft.clock.skew(0);
  microsoft.setReplicationDelay(0);
}

async function settled(world: DatesWorld, ledger: LedgerOfDates): Promise<void> {
  let last: unknown = null;
  for (let runs = 0; runs < 8; runs += 1) {
    const report = await watched(world, ledger, () => world.run());
    if (report?.outcome === 'nothing-to-do') return;
    last = report;
  }
  // An edit of what is beyond an early end waits with it.
  must(world.links().some(({ facts }) => facts.earlyEnd), 'the runs come to no end', last); // prettier-ignore
}

/** Both sides stay as they are until somebody decides, and go on when it is decided. */
async function decideAll(world: DatesWorld, ledger: LedgerOfDates): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const open = await expectAskedOfDates(world);
    if (open === 0) return;
    for (let left = open; left > 0; left -= 1)
      await world.world.decide('calendar', left - 1, (left + round) % 2 === 0 ? 'strapi' : 'microsoft');
    await settled(world, ledger);
  }
  must(false, 'conflicts that are asked about again and again');
}
