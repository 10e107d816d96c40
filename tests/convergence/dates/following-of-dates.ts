import { must } from '../checks';
import { pick } from '../people';
import { type DatesWorld, times } from './dates-world';
import type { LedgerOfDates } from './ledger-of-dates';
import { watched } from './truth-of-dates';

const DAY = 86_400_000;
type Rule = { readonly pattern: object; readonly range: Record<string, unknown> };

/**
 * "This and following", from some date on and half an hour later: Outlook ends the series and makes another one, and a run comes after either of the two.
 * Where nothing else could be what follows, each entry of the rest keeps its place with its notes.
 */
export async function expectFollowed(
  world: DatesWorld,
  ledger: LedgerOfDates,
  { which, to }: { readonly which: number; readonly to: number },
): Promise<void> {
  const { person } = world;
  const run = () => watched(world, ledger, () => world.run());
  const masters = person.listEvents().filter((event) => event['type'] === 'seriesMaster');
  const master = pick(masters, which);
  if (!master) return;
  await run();
  const id = String(master['id']);
  const { pattern, range } = master['recurrence'] as Rule;
  const dates = world.view(70).filter(([start, , , series]) => series === id && Date.parse(`${start}Z`) > world.world.now() + DAY);
  const split = dates[1 + (to % 3)];
  if (!split || range['type'] !== 'noEnd') return;
  const [, , , , key] = split;
  const waiting = world.links().filter((link) => link.part?.of === id && link.documentId !== null && link.state === 'linked' && link.part.key >= key); // prettier-ignore
  const isKnown = world
    .links()
    .some((link) => link.microsoftId === id && link.occurrence === 'series' && !link.facts.earlyEnd && !link.isStaged);
  const were = await world.names();
  const time = (master['start'] as { dateTime: string }).dateTime.slice(11, 16);
  const hour = Math.min(22, Number(time.slice(0, 2)) + 1);
  const others = masters.filter((one) => one !== master && String((one['start'] as { dateTime: string }).dateTime) > new Date(world.world.now() - DAY).toISOString().slice(0, 10)); // prettier-ignore
  const end = (): void => {
    const endDate = new Date(Date.parse(`${key}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
    person.changeEvent(id, { recurrence: { pattern, range: { type: 'endDate', startDate: range['startDate'], endDate } } });
  };
  const goOn = (): void => {
    const wall = (minutes: number): string => `${key}T${String(hour).padStart(2, '0')}:${minutes}:00`;
    person.addEvent({ subject: String(master['subject']), ...times(wall(15), wall(45)), recurrence: { pattern, range: { type: 'noEnd', startDate: key } } }); // prettier-ignore
  };
  await ledger.note(async () => (to % 2 === 0 ? end() : goOn()));
  if (to % 5 !== 0) await run();
  await ledger.note(async () => (to % 2 === 0 ? goOn() : end()));
  for (let runs = 0; runs < 3; runs += 1) await run();
  if (!isKnown || others.length > 0 || world.world.microsoft.replicationDelay() > 0) return;
  const are = await world.names();
  const gone = waiting.filter(
    ({ documentId }) => were.has(documentId ?? '') && !are.has(documentId ?? '') && !ledger.removed.has(documentId ?? ''),
  );
  must(gone.length === 0, 'entries of what is followed are gone', gone.map(({ part }) => part?.key)); // prettier-ignore
}
