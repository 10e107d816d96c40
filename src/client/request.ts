import { type FieldProblem, MicrosoftSyncError, type MicrosoftSyncErrorCode } from './error';

export interface Options {
  /** Of Strapi: 'https://cms.example.com', with the prefix of its API where that is not '/api'. */
  url: string;
  /** Bearer token of a login, or who asks for it before each request. */
  token: string | (() => string | Promise<string>);
  /** Strapi's `api.rest.prefix`. @default '/api' */
  prefix?: string;
}
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
interface Asked {
  query?: object;
  body?: object;
}
/** Resolves with the whole body; undefined where there is none. */
export type Request = <T>(method: Method, path: string, asked?: Asked) => Promise<T>;

export function requestTo({ url, token, prefix = '/api' }: Options): Request {
  const base = `${url.replace(/\/+$/, '')}${prefix}/microsoft-sync/me`;
  return async <T>(method: Method, path: string, { query, body }: Asked = {}): Promise<T> => {
    const bearer = typeof token === 'function' ? await token() : token;
    const parameters = query ? new URLSearchParams(flattened(query)).toString() : '';
    let answer: Response;
    try {
      answer = await fetch(`${base}${path}${parameters && `?${parameters}`}`, {
        method,
        headers: {
          Authorization: `Bearer ${bearer}`,
          ...(method === 'POST' || method === 'PUT' ? { 'Content-Type': 'application/json' } : {}),
        },
        ...(method === 'POST' || method === 'PUT' ? { body: JSON.stringify(body ?? {}) } : {}),
      });
    } catch (error) {
      throw new MicrosoftSyncError({ code: 'unreachable', message: error instanceof Error ? error.message : 'No answer came.' });
    }
    const text = await answer.text();
    const parsed = jsonOf(text);
    if (!answer.ok) throw failure(answer.status, parsed);
    if (text !== '' && parsed === undefined)
      throw new MicrosoftSyncError({
        code: 'unexpected',
        status: answer.status,
        message: 'The answer is no JSON. Does `url` lead to Strapi?',
      });
    return parsed as T;
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface ErrorBody {
  error?: {
    message?: string;
    details?: { code?: MicrosoftSyncErrorCode; reason?: string; errors?: FieldProblem[]; retryAfterSeconds?: number };
  };
}

function failure(status: number, body: unknown): MicrosoftSyncError {
  const { message, details = {} } = (body as ErrorBody | undefined)?.error ?? {};
  const code = details.code ?? (status === 401 ? 'not-signed-in' : status === 403 ? 'forbidden' : 'unexpected');
  return new MicrosoftSyncError({ ...details, code, status, message: message ?? `The answer was ${status}.` });
}

/** As Strapi reads it: `filters[subject][$containsi]=visit`. */
function flattened(value: unknown, name = ''): [string, string][] {
  if (value === undefined) return [];
  if (value instanceof Date) return [[name, value.toISOString()]];
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, one]) => flattened(one, name === '' ? key : `${name}[${key}]`));
}
