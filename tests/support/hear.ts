import type { Office } from './office';
import { containerOf } from './container';

type Json = Record<string, unknown>;
interface Asked {
  readonly method: string;
  readonly url: string;
}
interface Told {
  readonly status: number | string;
  readonly body?: unknown;
}
/** What becomes of one answer; undefined: it comes as it is; null, of a part of a batch: it does not come. */
export type Change = (asked: Asked, told: Told) => Told | null | undefined;

/** Lets this Strapi hear something else than the sandbox says, in a batch too. */
export function hear({ strapi }: Pick<Office, 'strapi'>, change: Change): void {
  const { effects } = containerOf(strapi);
  effects.fetch = async (input, init) => {
    const response = await fetch(input, init);
    const [url, method] = [String(input), init?.method ?? 'GET'];
    const text = await response.text();
    const as = (body: string, { status }: Told = response) =>
      new Response(body === '' ? null : body, { status: Number(status), headers: response.headers });
    if (!url.includes('/v1.0/')) return as(text);
    const body = text === '' ? undefined : (JSON.parse(text) as Json);
    if (!url.endsWith('/$batch')) {
      const told = change({ method, url }, { status: response.status, body });
      return told ? as(told.body === undefined ? '' : JSON.stringify(told.body), told) : as(text);
    }
    const { requests } = JSON.parse(String(init?.body)) as { requests: ({ id: string } & Asked)[] };
    const parts = (body?.['responses'] ?? []) as ({ id: string; headers?: unknown } & Told)[];
    const responses = parts.flatMap(({ id, headers, ...part }) => {
      const asked = requests.find((one) => one.id === id);
      const told = asked ? change(asked, part) : undefined;
      return told === null ? [] : [{ id, headers, ...(told ?? part) }];
    });
    return as(JSON.stringify({ ...body, responses }));
  };
}
