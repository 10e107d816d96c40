import type { GraphAnswer } from '../../microsoft/port';
import { endsRun } from '../failure-policy';
import type { Write } from './outgoing';
import type { RunContext } from '../context';
import type { PushFindings } from './push-findings';
import { sendFirst } from './send-first';
import { inBatches } from './shared-versions';

/** The first request of each write. Answers in the order of the writes; none where an earlier one ends the run. */
export async function sendTogether(
  run: RunContext,
  writes: readonly Write[],
  findings: PushFindings,
): Promise<{ answers: (GraphAnswer | undefined)[]; takesHtmlOnly: boolean }> {
  let { takesHtmlOnly } = findings;
  const answers = new Map<Write, GraphAnswer>();
  for (const { writes: together, needs } of inBatches(findings, writes)) {
    if (endsRun(run, [...answers.values()])) break;
    const requests = together.flatMap(({ requests: [first] }, at) =>
      first ? [needs !== undefined && at > needs ? { ...first, needs } : first] : [],
    );
    const sent = await sendFirst(run, requests, takesHtmlOnly);
    ({ takesHtmlOnly } = sent);
    for (const [at, answer] of sent.answers.entries()) {
      const write = together[at];
      if (write) answers.set(write, understood(run, write, answer));
    }
  }
  return { answers: writes.map((write) => answers.get(write)), takesHtmlOnly };
}

/**
 * A write that is answered with success, but not with the item, says nothing about what Microsoft holds now: like a lost answer, it is
 * looked up. Taken for done, a create would lose its id and come back as a second entry.
 */
function understood(run: RunContext, of: Write | undefined, answer: GraphAnswer): GraphAnswer {
  if (answer.failure || !of?.isOfItem || of.requests[0]?.method === 'DELETE') return answer;
  if (answer.status === 204 && of.one.write.kind === 'update') return answer; // nothing to say is an answer too: it is read by its id
  const { kind, microsoftId } = run.resource.definition.readMicrosoft(answer.body);
  if (kind !== 'unusable' && microsoftId !== null) return answer;
  const { status, headers } = answer;
  const message = 'Microsoft answered a write without the item.';
  return {
    ...answer,
    failure: { reason: 'nonsense', status, code: '', message, retryAfterMs: null, requestId: headers['request-id'] ?? null },
  };
}
