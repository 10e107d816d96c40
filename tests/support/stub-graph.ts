import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubRequest {
  readonly method: string;
  /** Behind '/v1.0', with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}
export interface StubAnswer {
  readonly status?: number;
  readonly body?: unknown;
}
export interface StubGraph {
  readonly graph: string;
  readonly requests: StubRequest[];
  close(): Promise<void>;
}

/** A Graph that answers what a test says, word for word. Parts of a batch are asked one by one. */
export async function startStubGraph(answer: (request: StubRequest, graph: string) => StubAnswer | undefined): Promise<StubGraph> {
  const requests: StubRequest[] = [];
  let graph = '';
  const ask = (request: StubRequest): Required<StubAnswer> => {
    requests.push(request);
    const { status = 200, body = null } = answer(request, graph) ?? notFound;
    return { status, body };
  };
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const request = {
        method: incoming.method ?? '',
        path: (incoming.url ?? '').replace(/^\/v1\.0/, ''),
        headers: incoming.headers,
        body,
      };
      const answered =
        request.path === '/$batch'
          ? { status: 200, body: { responses: partsOf(body).map((part) => ({ id: part.id, headers: {}, ...ask(part) })) } }
          : ask(request);
      outgoing.writeHead(answered.status, { 'content-type': 'application/json' });
      outgoing.end(answered.body === null ? undefined : JSON.stringify(answered.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  graph = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    graph,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const notFound: StubAnswer = {
  status: 404,
  body: { error: { code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' } },
};

type Part = StubRequest & { readonly id: string };

function partsOf(batch: unknown): Part[] {
  const { requests } = batch as {
    requests: { id: string; method: string; url: string; headers?: Record<string, string>; body?: unknown }[];
  };
  return requests.map(({ id, method, url, headers = {}, body }) => ({ id, method, path: url, headers, body }));
}
