import { relativeToVersion, VERSION } from './address';
import { answerOf, answerWithoutStatus, failureOf } from './answer';
import { type AnsweredPart, partsOf } from './batch-parts';
import type { GraphConnection } from './connection';
import type { Exchange, MailboxPrefix } from './exchange';
import { GraphError, type GraphAnswer, type GraphFailure, type GraphRequest, type Mailbox } from './port';
import { withPreferences } from './prefer';
import { LONGEST_WAIT_MS, MOST_REPEATS } from './retry-after';
import { MOST_PARTS } from './shared-batch';

const MOST_CHARACTERS = 3_000_000; // of bodies; Graph takes 4 MB a request
/** Outlook runs the parts of a batch next to each other, so a batch takes the mailbox for itself. */
const ALL_SLOTS = Number.MAX_SAFE_INTEGER;

interface Part {
  id: string;
  method: GraphRequest['method'];
  url: string;
  headers: Record<string, string>;
  body?: unknown;
  dependsOn?: string[];
}

/** Bytes that may still be had. */
interface Budget {
  left: number;
}

type Answers = Map<string, GraphAnswer>;

type BatchDependencies = Pick<GraphConnection, 'cloud' | 'effects' | 'signal' | 'tokens'> & {
  prefix: MailboxPrefix;
  exchange: Exchange;
};

/** `Mailbox.batch`: JSON batching (graph-facts §4). Only parts that were surely not done, and reads, are sent again. */
export function createBatch(deps: BatchDependencies): Mailbox['batch'] {
  const { cloud, effects, signal } = deps;

  return async (requests, most = Number.POSITIVE_INFINITY, { mayShare = false } = {}) => {
    const answers: Answers = new Map();
    const budget = { left: most };
    let wanting: Part[] = [];
    for (const [index, request] of requests.entries()) {
      const part = partOf(request, index);
      if (part === null)
        answers.set(
          String(index),
          answerWithoutStatus(failureOf('nonsense', 'A link that leads away from Microsoft Graph was not followed.')),
        );
      else wanting.push(part);
    }
    let mayRenew = true;
    for (let attempt = 0; wanting.length > 0; attempt += 1) {
      for (const group of groupsOf(wanting)) await sendGroup(group, answers, { budget, mayShare: mayShare && attempt === 0 });
      const refused = mayRenew ? wanting.filter(({ id }) => wantsOtherToken(answers.get(id))) : [];
      if (refused.length > 0) mayRenew = false;
      const renewed = refused.length > 0 && (await isTokenRenewed(refused, answers)) ? refused : [];
      const later = wanting.filter((part) => mayBeSentAgain(part, answers.get(part.id)));
      const repeated = new Set([...later, ...renewed].map(({ id }) => id));
      const again = wanting.filter(({ id, dependsOn = [] }) => repeated.has(id) || dependsOn.some((one) => repeated.has(one)));
      const waitMs = Math.max(
        0,
        ...later.map((part) => answers.get(part.id)?.failure?.retryAfterMs ?? 1000 * 2 ** attempt * (0.5 + effects.random())),
      );
      if (again.length === 0 || waitMs > LONGEST_WAIT_MS || attempt === MOST_REPEATS || signal?.aborted) break;
      await effects.sleep(waitMs, signal).catch(() => undefined); // given up: what was answered stays answered
      if (signal?.aborted) break;
      wanting = again;
    }
    return requests.map((_, index) => answers.get(String(index)) ?? missing());
  };

  /** False where there is no other token: what was refused stays so. */
  async function isTokenRenewed(refused: readonly Part[], answers: Answers): Promise<boolean> {
    const claims = refused.map(({ id }) => answers.get(id)?.failure?.claims ?? null).find((one) => one !== null) ?? null;
    try {
      const token = await deps.tokens.get();
      return (await deps.tokens.renew(token, claims)) !== token;
    } catch (error) {
      if (refused.length === answers.size) throw error;
      return false; // what has been answered is not lost for it; whoever asks next meets it
    }
  }

  function partOf(request: GraphRequest, index: number): Part | null {
    const url = request.link === undefined ? `${deps.prefix}${request.path ?? ''}` : relativeToVersion(cloud, request.link);
    if (url === null) return null;
    const headers = withPreferences(request.headers);
    const needs = request.needs === undefined ? {} : { dependsOn: [String(request.needs)] };
    const part = { id: String(index), method: request.method, url, ...needs };
    return request.body === undefined
      ? { ...part, headers }
      : { ...part, headers: { 'Content-Type': 'application/json', ...headers }, body: request.body };
  }

  function answerOfPart(part: Part, { isLeftOut, ...found }: AnsweredPart): GraphAnswer {
    const answer = answerOf({ ...found, method: part.method, url: part.url }, effects.now());
    return isLeftOut && found.status >= 200 && found.status < 300 ? { ...answer, failure: tooLargeOf(part, found.status) } : answer;
  }

  async function sendGroup(parts: Part[], answers: Answers, { budget, mayShare }: { budget: Budget; mayShare: boolean }): Promise<void> {
    const group = withoutBlocked(withoutPutOff(parts, answers, budget), answers);
    if (group.length === 0) return;
    let whole: GraphAnswer;
    try {
      whole = await deps.exchange({
        method: 'POST',
        url: `${cloud.graph}${VERSION}/$batch`,
        headers: withPreferences(),
        body: { requests: group },
        isRepeatable: group.every((part) => part.method === 'GET'),
        slots: ALL_SLOTS,
        mayLeaveOut: true, // of parts that have been done, at least that is known
        shared: mayShare && group.every(({ method, dependsOn }) => method === 'GET' && !dependsOn) ? group : null,
      });
    } catch (error) {
      const failure = error instanceof GraphError ? error.failure : null;
      if (failure === null && answers.size === 0) throw error;
      const each = failure ?? failureOf('unauthorized', 'No access token could be had.');
      for (const part of group) answers.set(part.id, answerWithoutStatus(each));
      return;
    }
    budget.left -= whole.bytes ?? 0;
    const isTooMuch = whole.status === 413 || (whole.failure?.reason === 'too-large' && group.every((part) => part.method === 'GET'));
    if (group.length > 1 && (whole.status === 400 || isTooMuch)) {
      // One bad part makes Graph refuse them all; halving finds it, and lets the others through.
      const middle = Math.ceil(group.length / 2);
      await sendGroup(group.slice(0, middle), answers, { budget, mayShare: false });
      await sendGroup(group.slice(middle), answers, { budget, mayShare: false });
      return;
    }
    const answered = whole.failure === null ? partsOf(whole.body) : null;
    const tooLarge = group.filter(({ id, method }) => method === 'GET' && answered?.get(id)?.isLeftOut);
    if (group.length > 1) for (const part of tooLarge) await sendGroup([part], answers, { budget, mayShare: false }); // there may be room for it alone
    for (const part of group) {
      if (group.length > 1 && tooLarge.includes(part)) continue;
      if (answered === null) {
        answers.set(part.id, {
          ...whole,
          failure: whole.failure ?? failureOf('nonsense', 'The batch was answered without parts.', whole.status),
        });
      } else {
        const found = answered.get(part.id);
        const answer =
          found === undefined
            ? missing(whole.status)
            : blockedOr(part, { ...answerOfPart(part, found), bytes: (whole.bytes ?? 0) / group.length });
        answers.set(part.id, answer);
      }
    }
  }
}

/** Reads wait for another time; a write does not. */
function withoutPutOff(parts: Part[], answers: Answers, { left }: Budget): Part[] {
  if (left > 0) return parts;
  const putOff = failureOf('unavailable', 'It was not asked for yet.');
  for (const { id, method } of parts) if (method === 'GET') answers.set(id, { ...answerWithoutStatus(putOff), isPutOff: true });
  return parts.filter(({ method }) => method !== 'GET');
}

function tooLargeOf({ method }: Part, status: number): GraphFailure {
  const message = "Microsoft's answer about this is larger than is read.";
  return failureOf(method === 'GET' ? 'too-large' : 'nonsense', message, status);
}

/** A part that was refused for its token was surely not done. */
const wantsOtherToken = (answer: GraphAnswer | undefined): boolean =>
  answer?.failure?.reason === 'unauthorized' || (answer?.failure?.claims ?? null) !== null;

function mayBeSentAgain(part: Part, answer: GraphAnswer | undefined): boolean {
  const failure = answer?.failure;
  if (failure?.reason === 'throttled') return true;
  return part.method === 'GET' && failure?.reason === 'unavailable' && failure.status >= 500;
}

/** A part that needed another one says so itself when that one was refused: it was surely not done. */
const blockedOr = (part: Part, answer: GraphAnswer): GraphAnswer =>
  answer.status === 424 && answer.failure && part.dependsOn
    ? { ...answer, failure: { ...answer.failure, reason: 'changed-meanwhile' } }
    : answer;

/** What needs a part of another group goes by the answer to that one: a batch may name its own parts only. */
function withoutBlocked(parts: Part[], answers: Answers): Part[] {
  const here = new Set(parts.map(({ id }) => id));
  return parts.flatMap((part): Part[] => {
    const { dependsOn, ...alone } = part;
    const [needed] = dependsOn ?? [];
    if (needed === undefined || here.has(needed)) return [part];
    if (answers.get(needed)?.failure === null) return [alone];
    answers.set(part.id, answerWithoutStatus(failureOf('changed-meanwhile', 'It was not sent, since what it needed was refused.')));
    return [];
  });
}

function groupsOf(parts: Part[]): Part[][] {
  const groups: Part[][] = [];
  let size = 0;
  for (const part of parts) {
    const characters = JSON.stringify(part).length;
    const last = groups.at(-1);
    if (last === undefined || last.length === MOST_PARTS || size + characters > MOST_CHARACTERS) {
      groups.push([part]);
      size = characters;
    } else {
      last.push(part);
      size += characters;
    }
  }
  return groups;
}

/** `status`: of the batch. It was answered, so this is the part's matter and not the connection's, which would hold up all others. */
function missing(status = 0): GraphAnswer {
  return answerWithoutStatus(failureOf('unavailable', 'This part of the batch was not answered.', status));
}
