/** A stand-in of Graph that costs as good as nothing, in a process of its own: nothing has changed, whatever delta link it is asked for. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

interface Part {
  readonly id: string;
  readonly url: string;
}

let requests = 0;

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    requests += 1;
    const unchanged = (url: string) => ({ value: [], '@odata.deltaLink': `${String(request.headers['x-origin'])}/v1.0${url}` });
    const isBatch = request.url?.endsWith('/$batch') === true;
    const body = isBatch
      ? {
          responses: (JSON.parse(Buffer.concat(chunks).toString()) as { requests: Part[] }).requests.map(({ id, url }) => ({
            id,
            status: 200,
            headers: { 'Content-Type': 'application/json' },
            body: unchanged(url),
          })),
        }
      : unchanged((request.url ?? '').replace('/v1.0', ''));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
process.on('message', () => process.send?.({ requests }));
