import { randomUUID } from 'node:crypto';
import { GraphError } from '../graph/errors.js';

const longestMilliseconds = 10_000;

/** The handshake of Microsoft (graph-facts §5): the address has to give back, as plain text and in ten seconds, what it is sent. */
export async function checkAddress(url: string): Promise<void> {
  if (!isTaken(url)) throw refused('Notification URL must be an HTTPS address.');
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`;
  const address = new URL(url);
  address.searchParams.set('validationToken', token);
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'manual',
      signal: AbortSignal.timeout(longestMilliseconds),
    });
  } catch {
    throw refused('Subscription validation request timed out, or there was no answer.');
  }
  const isPlain = (response.headers.get('content-type') ?? '').startsWith('text/plain');
  if (response.status !== 200 || !isPlain || (await response.text()) !== token)
    throw refused(`Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request.`);
}

/** Microsoft takes https alone; on this machine the sandbox takes plain http too. */
function isTaken(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

const refused = (message: string): GraphError => new GraphError(400, 'ValidationError', message);
