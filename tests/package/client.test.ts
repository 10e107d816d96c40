import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { repository } from '../support/places';

const MOST_BYTES = 5_000;
const built = (file: string) => path.join(repository, 'dist', 'client', file);

it.each(['index.mjs', 'index.js'])('the client has no dependencies, and %s is small', (file) => {
  const source = fs.readFileSync(built(file), 'utf8');
  expect(source).not.toMatch(/\bimport\s*[{"'*(]|\bfrom\s*["']|require\(/);
  expect(gzipSync(source).length).toBeLessThan(MOST_BYTES);
});

it('the client is smaller still in a front end that minifies it', async () => {
  const { outputFiles } = await build({
    stdin: { contents: `export * from ${JSON.stringify(built('index.mjs'))}`, resolveDir: repository },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? '').length;
  expect(bytes).toBeGreaterThan(500);
  expect(bytes).toBeLessThan(3_000);
});

it('the client is found by both module systems', async () => {
  const { exports } = JSON.parse(fs.readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
    exports: Record<string, Record<string, string>>;
  };
  const client = exports['./client'] ?? {};
  const required = createRequire(__filename)(path.join(repository, client['require'] ?? '')) as object;
  const imported = (await import(path.join(repository, client['import'] ?? ''))) as object;
  expect(Object.keys(required).sort()).toEqual(['MicrosoftSyncError', 'createMicrosoftSync']);
  expect(Object.keys(imported).sort()).toEqual(['MicrosoftSyncError', 'createMicrosoftSync']);
  expect(fs.existsSync(path.join(repository, client['types'] ?? ''))).toBe(true);
});
