import { answerWithoutStatus, failureOf } from '../microsoft/answer';
import type { GraphAnswer, GraphRequest, Mailbox } from '../microsoft/port';

/** A mailbox that answers questions. What would change something is not sent, and answered with a refusal. */
export function readOnly(mailbox: Mailbox): Mailbox {
  return {
    isReadOnly: true,
    roundTrips: () => mailbox.roundTrips(),
    send: async (request) => (isQuestion(request) ? mailbox.send(request) : refusedWrite()),
    async batch(requests, most) {
      const asked = await mailbox.batch(requests.filter(isQuestion), most);
      let next = 0;
      return requests.map((request): GraphAnswer => (isQuestion(request) ? (asked[next++] ?? refusedWrite()) : refusedWrite()));
    },
  };
}

const refusedWrite = (): GraphAnswer => answerWithoutStatus(failureOf('forbidden', 'A preview writes nothing.', 403));
const isQuestion = ({ method }: GraphRequest): boolean => method === 'GET';
