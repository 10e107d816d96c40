/** Builds the page and serves it at an origin of its own: PORT, and STRAPI_URL where Strapi answers. */
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = path.dirname(fileURLToPath(import.meta.url));
const port = Number(process.env.PORT ?? 5173);
const strapi = new URL(process.env.STRAPI_URL ?? 'http://localhost:1337').origin;

const { outputFiles } = await build({
  entryPoints: [path.join(folder, 'main.ts')],
  bundle: true,
  format: 'esm',
  target: 'es2022',
  platform: 'browser',
  write: false,
});
const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
const files = new Map([
  ['/', ['text/html', read('index.html').replace('<html lang="en">', `<html lang="en" data-strapi="${strapi}">`)]],
  ['/main.js', ['text/javascript', outputFiles[0].text]],
  ['/style.css', ['text/css', read('style.css')]],
]);
/** What the page loads and whom it asks, and nothing else. */
const policy = `default-src 'self'; img-src data:; connect-src ${strapi}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

http
  .createServer((request, response) => {
    const [type, text] = files.get(new URL(request.url ?? '/', 'http://localhost').pathname) ?? [];
    response.writeHead(text === undefined ? 404 : 200, {
      'Content-Type': `${type ?? 'text/plain'}; charset=utf-8`,
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
    });
    response.end(text);
  })
  .listen(port, 'localhost', () => process.stdout.write(`listening on http://localhost:${port}\n`));
