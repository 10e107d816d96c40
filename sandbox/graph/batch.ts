import { shuffle } from '../random.js';
import { GraphError } from './errors.js';
import { readArray, readObject, readProperties, readString } from './read-value.js';
import type { GraphCall } from './serve-graph.js';

export interface PartAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Part {
  readonly id: string;
  readonly call: GraphCall;
  readonly dependsOn: readonly string[];
}

/** Outlook works on so many parts of a batch at a time, whatever their mailboxes (graph-facts §4). */
const MOST_AT_ONCE = 4;

/** `$batch`: at most 20 parts, answers in any order, 424 for what depended on a failure (graph-facts §4). */
export async function runBatch(
  body: unknown,
  headers: Readonly<Record<string, string>>,
  random: () => number,
  run: (call: GraphCall) => Promise<PartAnswer>,
): Promise<{ responses: object[] }> {
  const answers = new Map<string, Promise<PartAnswer>>();
  const atOnce = inTurns(MOST_AT_ONCE);
  const answerOf = async ({ call, dependsOn }: Part): Promise<PartAnswer> => {
    const needed = await Promise.all(dependsOn.map(async (id) => answers.get(id)));
    return needed.some((answer) => (answer?.status ?? 0) >= 400) ? failedDependency() : atOnce(() => run(call));
  };
  const parts = readParts(body, headers);
  for (const part of parts) answers.set(part.id, answerOf(part));
  const responses = await Promise.all(
    parts.map(async ({ id }) => {
      const answer = (await answers.get(id)) as PartAnswer;
      return {
        id,
        status: answer.status,
        headers: asInParts(answer.headers),
        ...(answer.body === undefined ? {} : { body: answer.body }),
      };
    }),
  );
  return { responses: shuffle(responses, random) };
}

/** So many at a time, in the order of asking. */
function inTurns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Outside of HTTP the case of a header is what it is: `Retry-After` in the facts, `location` in the documentation's own sample. */
function asInParts(headers: PartAnswer['headers']): PartAnswer['headers'] {
  const { 'retry-after': wait, ...others } = headers;
  return wait === undefined ? headers : { ...others, 'Retry-After': wait };
}

function readParts(body: unknown, outer: Readonly<Record<string, string>>): Part[] {
  const list = readArray(readObject(body, 'batch')['requests'], 'requests');
  if (list.length === 0) throw badBatch('The batch request has no requests.');
  if (list.length > 20) throw badBatch('Number of batch request steps exceeds the maximum value of 20.');
  const known = new Set<string>();
  return list.map((one) => {
    const given = readProperties(one, ['id', 'method', 'url', 'headers', 'body', 'dependsOn', 'atomicityGroup'], 'batch request');
    const id = readString(given['id'], 'id');
    if (id === '' || known.has(id)) throw badBatch(`The request id '${id}' is empty or not unique.`);
    const url = readString(given['url'], 'url');
    // Part URLs are relative and without the version (graph-facts §10.13).
    if (/^https?:/i.test(url) || /^\/?(v1\.0|beta)\//i.test(url))
      throw badBatch(`Invalid batch part URL '${url}': it must be relative and without a version.`);
    const headers = readHeaders(given['headers']);
    if (given['body'] !== undefined && headers['content-type'] === undefined)
      throw badBatch(`The request '${id}' has a body and no Content-Type.`);
    const dependsOn = readArray(given['dependsOn'] ?? [], 'dependsOn').map((other) => readString(other, 'dependsOn'));
    const unknown = dependsOn.find((other) => !known.has(other));
    if (unknown !== undefined) throw badBatch(`The request '${id}' depends on '${unknown}', which does not come before it.`);
    known.add(id);
    const authorization = outer['authorization'];
    const call: GraphCall = {
      method: readString(given['method'], 'method').toUpperCase(),
      url: `/v1.0/${url.replace(/^\//, '')}`,
      headers: { ...(authorization === undefined ? {} : { authorization }), ...headers },
      body: given['body'],
    };
    return { id, call, dependsOn };
  });
}

function readHeaders(value: unknown): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, content] of Object.entries(readObject(value ?? {}, 'headers'))) {
    if (name.toLowerCase() !== 'authorization') result[name.toLowerCase()] = String(content);
  }
  return result;
}

function failedDependency(): PartAnswer {
  return { status: 424, headers: {}, body: { error: { code: 'FailedDependency', message: 'A request this one depends on has failed.' } } };
}

function badBatch(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message);
}
