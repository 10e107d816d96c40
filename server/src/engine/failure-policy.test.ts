import { describe, expect, it } from 'vitest';
import type { FailureReason, GraphAnswer, GraphFailure } from '../microsoft/port';
import { endsRun, failurePolicy } from './failure-policy';

const failure = (reason: FailureReason, status: number): GraphFailure => ({
  reason,
  status,
  code: '',
  message: '',
  retryAfterMs: null,
  requestId: null,
});
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
