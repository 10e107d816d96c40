import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlannedAction, Resource } from '../../src/contracts';
import { calendar } from '../../src/calendar/definition';
import { tasksIn } from '../../src/tasks/definition';
import { play } from './play';
import { type History, histories, type Step } from './steps';
import { MemoryWorld } from './world';

const definitions = { calendar, tasks: tasksIn({ timeZone: 'Europe/Berlin' }) };

/**
 * What an action is about, without what only Microsoft's answer to a write can give: ids, versions, the fields that Microsoft alone writes, the names it
 * gives to the steps of a task that was written, and what a series that was written has made of its cancelled dates.
 */
function wordsOf(resource: Resource, actions: readonly PlannedAction[], written: ReadonlySet<string>): Set<string> {
  const { fields: rules } = definitions[resource];
  const isWritten = (documentId: string | null) => written.has(documentId ?? '');
  return new Set(
    actions.flatMap(({ side, kind, fields, item: { title, documentId } }) => {
      const isNamed = (field: string) => rules[field]?.asSent !== undefined && side === 'strapi' && isWritten(documentId);
      const isReset = (field: string) => resource === 'calendar' && rules[field]?.hasOwnRequests === true && isWritten(documentId);
      const own = fields
        .filter((field) => rules[field]?.writtenBy !== 'microsoft' && !(kind === 'update' && (isNamed(field) || isReset(field))))
        .sort();
      return kind === 'update' && own.length === 0 ? [] : [[side, kind, title, own.join('+')].join(' | ')];
    }),
  );
}

/** Killed runs and answers that went wrong leave what only asking Microsoft settles. */
const isForeseen = (step: Step): boolean =>
  step.kind === 'edit' ? step.edit.kind !== 'spoil' : ['run', 'full run', 'decide', 'delta tokens expire'].includes(step.kind);

async function compare(resource: Resource, { steps, seed, ...options }: History): Promise<void> {
  const world = new MemoryWorld({ resources: [resource], seed, ...options });
  await play(world, steps.filter(isForeseen), () => undefined);
  world.advance(30);
  const plan = await world.preview(resource);
  const seriesOf = world.seriesOf(resource);
  world.done.length = 0;
  await world.run(resource);
  const written = new Set(
    [...plan, ...world.done].flatMap(({ side, item }) => (side === 'microsoft' && item.documentId ? [item.documentId] : [])),
  );
  // What Microsoft makes of the exceptions of a series that is written, only Microsoft says: of these nothing is foreseen (docs/architecture.md).
  const series = new Map([...seriesOf, ...world.seriesOf(resource)]);
  fc.pre(![...series.values()].some((id) => written.has(id)));
  const [previewed, done] = [wordsOf(resource, plan, written), wordsOf(resource, world.done, written)];
  expect({ notDone: [...previewed].filter((one) => !done.has(one)), notPreviewed: [...done].filter((one) => !previewed.has(one)) }).toEqual(
    {
      notDone: [],
      notPreviewed: [],
    },
  );
}

for (const [resource, numRuns] of [
  ['calendar', 300],
  ['tasks', 200],
] as const)
  it(`what is previewed of ${resource} is exactly what the next run does`, async () => {
    await fc.assert(
      fc.asyncProperty(histories([resource]), (history) => compare(resource, history)),
      { numRuns },
    );
  }, 600_000);
