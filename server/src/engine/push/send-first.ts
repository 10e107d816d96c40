import { withHtmlBody } from '../../../../src/canonical/html-from-text';
import type { GraphAnswer, GraphRequest } from '../../microsoft/port';
import type { RunContext } from '../context';
import { isRejected } from '../failure-policy';

/**
 * Sends the requests of a batch. Texts go as text; whether a mailbox takes them so is not agreed (Microsoft's page on tasks says that only HTML
 * is accepted, recorded tasks have text). What is refused goes once more with its text as HTML: nothing was made of it, so nothing is made twice.
 * Where that is taken, this run sends HTML from then on.
 */
export async function sendFirst(
  run: RunContext,
  requests: readonly GraphRequest[],
  takesHtmlOnly: boolean,
): Promise<{ answers: readonly GraphAnswer[]; takesHtmlOnly: boolean }> {
  if (!run.resource.mayRefuseText) return { answers: await run.mailbox.batch([...requests]), takesHtmlOnly };
  const sent = takesHtmlOnly ? requests.map((request) => asHtml(request) ?? request) : requests;
  const answers = await run.mailbox.batch([...sent]);
  const again = sent.flatMap((request, at) => {
    const other = isRejected(answers[at]?.failure) ? asHtml(request) : null;
    return other ? [{ at, other }] : [];
  });
  if (again.length === 0) return { answers, takesHtmlOnly };
  const others = await run.mailbox.batch(again.map(({ other: { needs: _isDone, ...other } }) => other));
  const isHtmlTaken = takesHtmlOnly || others.some(({ failure }) => failure === null);
  const byPlace = new Map(again.map(({ at }, nth) => [at, others[nth]]));
  const settled = answers.map((answer, at) => {
    const other = byPlace.get(at);
    // Refused both ways where text may be taken: the first refusal is about what was meant.
    return !other || (isRejected(other.failure) && !isHtmlTaken) ? answer : other;
  });
  return { answers: settled, takesHtmlOnly: isHtmlTaken };
}

function asHtml(request: GraphRequest): GraphRequest | null {
  const body = withHtmlBody(request.body);
  return body && { ...request, body };
}
