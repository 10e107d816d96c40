import type { GraphAnswer, GraphFailure } from '../microsoft/port';

/** Something came that means nothing: `message` says what is wrong with it. Without an answer it is all that came, taken together. */
export const nonsense = (
  message: string,
  answer: Pick<GraphAnswer, 'status' | 'headers'> = { status: 200, headers: {} },
): GraphFailure => ({
  reason: 'nonsense',
  status: answer.status,
  code: '',
  message,
  retryAfterMs: null,
  requestId: answer.headers['request-id'] ?? null,
});
