import { describe, expect, it } from 'vitest';
import type { FailureReason, GraphAnswer, GraphFailure } from '../microsoft/port';
import {
  endsRun,
  failurePolicy,
  isOverloaded,
  isFaultOfRequest,
  isForbidden,
  isMailboxFull,
  isNotThere,
  isOfConnection,
  isOfFirewall,
  isRejected,
  isTooLarge,
  leadsAway,
  namesNothing,
  tellsNoChanges,
} from './failure-policy';
import { failure } from './pull/testing/reading';

const named = {
  isNotThere,
  isRejected,
  isForbidden,
  isTooLarge,
  isMailboxFull,
  isOfConnection,
  namesNothing,
  leadsAway,
  isOfFirewall,
  isOverloaded,
  isFaultOfRequest,
  tellsNoChanges,
};
const answer = (failed: GraphFailure | null): GraphAnswer => ({ status: failed?.status ?? 200, headers: {}, body: null, failure: failed });
const inRun = (attempts: number) => ({ start: { attempts } }) as Parameters<typeof endsRun>[0];

describe('what follows from a failure of Microsoft’s', () => {
  it.each`
    reason                 | scope        | write           | done         | read             | stale    | collection
    ${'throttled'}         | ${'account'} | ${'kept'}       | ${'not'}     | ${'asked-again'} | ${false} | ${false}
    ${'unauthorized'}      | ${'account'} | ${'kept'}       | ${'not'}     | ${'asked-again'} | ${false} | ${false}
    ${'claims-required'}   | ${'account'} | ${'kept'}       | ${'not'}     | ${'asked-again'} | ${false} | ${false}
    ${'no-mailbox'}        | ${'account'} | ${'kept'}       | ${'not'}     | ${'asked-again'} | ${false} | ${false}
    ${'unavailable'}       | ${'item'}    | ${'later'}      | ${'perhaps'} | ${'asked-again'} | ${false} | ${false}
    ${'nonsense'}          | ${'item'}    | ${'later'}      | ${'perhaps'} | ${'asked-again'} | ${false} | ${true}
    ${'mailbox-full'}      | ${'item'}    | ${'later'}      | ${'not'}     | ${'asked-again'} | ${false} | ${false}
    ${'changed-meanwhile'} | ${'item'}    | ${'read-again'} | ${'not'}     | ${'asked-again'} | ${false} | ${false}
    ${'not-found'}         | ${'item'}    | ${'read-again'} | ${'not'}     | ${'gone'}        | ${true}  | ${true}
    ${'rejected'}          | ${'item'}    | ${'refused'}    | ${'not'}     | ${'held'}        | ${true}  | ${true}
    ${'too-large'}         | ${'item'}    | ${'refused'}    | ${'not'}     | ${'held'}        | ${false} | ${true}
    ${'forbidden'}         | ${'item'}    | ${'refused'}    | ${'not'}     | ${'asked-again'} | ${false} | ${true}
    ${'sync-state-gone'}   | ${'item'}    | ${'kept'}       | ${'not'}     | ${'asked-again'} | ${true}  | ${false}
    ${'window-too-wide'}   | ${'item'}    | ${'kept'}       | ${'not'}     | ${'asked-again'} | ${false} | ${true}
  `(
    '$reason: of the $scope, a write is $write, done: $done, a read says $read',
    ({ reason, scope, write, done, read, stale, collection }) => {
      expect(failurePolicy[reason as FailureReason]).toMatchObject({
        scope,
        write,
        isSurelyNotDone: done === 'not',
        read,
        isLinkStale: stale,
        isOfCollection: collection,
      });
    },
  );

  it.each<[reason: FailureReason, status: number, code: string, names: (keyof typeof named)[]]>([
    ['not-found', 404, '', ['isNotThere', 'tellsNoChanges']],
    ['rejected', 400, 'ErrorInvalidRequest', ['isRejected', 'tellsNoChanges']],
    ['rejected', 400, 'ErrorInvalidIdMalformed', ['isRejected', 'namesNothing', 'tellsNoChanges']],
    ['forbidden', 403, 'ErrorAccessDenied', ['isForbidden', 'tellsNoChanges']],
    ['forbidden', 403, '', ['isForbidden', 'isOfFirewall', 'tellsNoChanges']],
    ['too-large', 413, '', ['isTooLarge']],
    ['mailbox-full', 507, '', ['isMailboxFull']],
    ['nonsense', 200, '', ['isFaultOfRequest', 'tellsNoChanges']],
    ['nonsense', 0, '', ['isOfConnection', 'leadsAway']],
    ['unavailable', 0, '', ['isOfConnection']],
    ['unavailable', 500, '', ['isFaultOfRequest']],
    ['unavailable', 503, '', ['isOverloaded']],
    ['unavailable', 504, '', ['isOverloaded']],
    ['unavailable', 408, '', []],
    ['throttled', 429, '', []],
    ['window-too-wide', 504, '', []],
  ])('%s with %i "%s" is %j', (reason, status, code, names) => {
    const failed = failure(reason, status, code);
    const those = Object.entries(named).flatMap(([name, isSo]) => (isSo(failed) ? [name] : []));
    expect(those.sort()).toEqual([...names].sort());
  });

  it('no failure is none of them', () => {
    const ofAny = [isNotThere, isRejected, isForbidden, isTooLarge, isMailboxFull];
    expect(ofAny.map((isSo) => [isSo(null), isSo(undefined)]).flat()).not.toContain(true);
  });

  it.each`
    failures                                                      | attempts | ends
    ${[failure('throttled', 429), null]}                          | ${0}     | ${'throttled'}
    ${[failure('unavailable', 500), null]}                        | ${0}     | ${undefined}
    ${[failure('unavailable', 0), null]}                          | ${0}     | ${'unavailable'}
    ${[failure('unavailable', 503), failure('unavailable', 504)]} | ${0}     | ${'unavailable'}
    ${[failure('unavailable', 503), failure('unavailable', 504)]} | ${1}     | ${undefined}
    ${[failure('unavailable', 503)]}                              | ${0}     | ${undefined}
    ${[failure('rejected', 400), failure('not-found', 404)]}      | ${0}     | ${undefined}
  `('a run after $attempts vain ones is ended by $ends', ({ failures, attempts, ends }) => {
    const answers = (failures as (GraphFailure | null)[]).map(answer);
    expect(endsRun(inRun(attempts as number), answers)?.reason).toBe(ends);
  });
});
