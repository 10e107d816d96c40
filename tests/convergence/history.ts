import fc from 'fast-check';
import type { ConflictResolution } from '../../src/contracts';
import type { World } from './world';

/** What can happen; a history is a list of these, and shrinks to the shortest that still fails. */
export type Step =
  | { readonly kind: 'create' | 'delete'; readonly side: 'here' | 'there'; readonly which: number }
  | { readonly kind: 'edit'; readonly side: 'here' | 'there'; readonly which: number; readonly field: number }
  | { readonly kind: 'run' | 'full run' }
  | { readonly kind: 'killed run'; readonly at: number }
  | { readonly kind: 'run with an edit in between'; readonly at: number; readonly edit: { readonly side: 'here' | 'there'; readonly which: number; readonly field: number } }
  | { readonly kind: 'run with a fault'; readonly fault: Fault }
  | { readonly kind: 'delta tokens expire' };
type Fault = { readonly on: 'delta' | '$batch' | 'items'; readonly skip: number; readonly as: 'dropped before' | 'dropped after' | '429' | '503' | '500' | 'nonsense' | '410' };

const side = fc.constantFrom('here' as const, 'there' as const);
const which = fc.nat(5);
const field = fc.nat(2);

/** Each step with the number of the world it happens in: one, or one for each resource of an account. */
export const histories: fc.Arbitrary<[number, Step][]> = fc.array(
  fc.tuple(fc.nat(1), fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), side, which }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), side, which, field }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), side, which }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('run' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('full run' as const) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('killed run' as const), at: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('run with an edit in between' as const), at: fc.integer({ min: 1, max: 4 }), edit: fc.record({ side, which, field }) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('run with a fault' as const),
        fault: fc.record({
          on: fc.constantFrom('delta' as const, '$batch' as const, 'items' as const),
          skip: fc.nat(2),
          as: fc.constantFrom('dropped before' as const, 'dropped after' as const, '429' as const, '503' as const, '500' as const, 'nonsense' as const, '410' as const),
        }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('delta tokens expire' as const) }) },
  )),
  { minLength: 2, maxLength: 18 },
);
export const resolution = fc.constantFrom<ConflictResolution>('strapi-wins', 'microsoft-wins', 'newest-wins');

export async function play(worlds: readonly [World, ...World[]], history: readonly (readonly [number, Step])[]): Promise<void> {
  for (const [number, step] of history) {
    const world = worlds[number % worlds.length] ?? worlds[0];
    world.advance(1);
    switch (step.kind) {
      case 'create':
        if (step.side === 'here') world.createHere();
        else world.createThere();
        break;
      case 'edit':
        edit(world, step);
        break;
      case 'delete':
        if (step.side === 'here') world.deleteHere(step.which);
        else world.deleteThere(step.which);
        break;
      case 'run':
        await world.run();
        break;
      case 'full run':
        await world.run({}, { isFull: true });
        break;
      case 'killed run':
        await world.run({ killAt: step.at });
        break;
      case 'run with an edit in between':
        await world.run({ onRequest: (request) => request === step.at && edit(world, step.edit) });
        break;
      case 'run with a fault':
        pushFault(world, step.fault);
        await world.run();
        world.graph.faults.clear();
        break;
      case 'delta tokens expire':
        world.graph.mailbox.syncGeneration += 1;
        break;
    }
  }
}

function edit(world: World, of: { side: 'here' | 'there'; which: number; field: number }): void {
  const field = world.played.editable[of.field] ?? '';
  if (of.side === 'here') world.editHere(of.which, field);
  else world.editThere(of.which, field);
}

function pushFault({ graph: { faults }, played }: World, { on, skip, as }: Fault): void {
  const path = on === 'items' ? played.itemsPath : on;
  if (skip > 0) faults.push({ path, times: skip, when: 'after' }); // lets that many pass
  switch (as) {
    case 'dropped before':
      return faults.push({ path, drop: true, when: 'before', times: 5 });
    case 'dropped after':
      return faults.push({ path, drop: true, when: 'after', times: 5 });
    case 'nonsense':
      return faults.push({ path, answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>sorry</html>' }, times: 2 });
    case '429':
      return faults.push({ path, answer: { status: 429, headers: { 'retry-after': '1' } }, times: 2 });
    case '410':
      return faults.push({ path, answer: { status: 410, body: { error: { code: 'SyncStateNotFound', message: '' } } } });
    default:
      return faults.push({ path, answer: { status: Number(as) }, times: 5 });
  }
}
