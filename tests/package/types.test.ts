import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository } from '../support/places';
import { installApplication } from './installed-application';

let application: ReturnType<typeof installApplication>;

beforeAll(() => {
  application = installApplication({});
});
afterAll(() => application?.remove());

/** `Node` is what Strapi's own tsconfig for an application says; it knows no `exports` of a package. */
it.each([
  { module: 'CommonJS', moduleResolution: 'Node' },
  { module: 'Node16', moduleResolution: 'Node16' },
  { module: 'ESNext', moduleResolution: 'Bundler' },
])('an application in TypeScript compiles against the contracts under moduleResolution $moduleResolution', (resolution) => {
  const directory = path.join(application.directory, `types-${resolution.moduleResolution}`);
  fs.mkdirSync(directory);
  fs.copyFileSync(path.join(__dirname, 'application', 'uses-contracts.ts'), path.join(directory, 'uses-contracts.ts'));
  const compilerOptions = {
    ...resolution,
    lib: ['ES2020'],
    target: 'ES2019',
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    noEmit: true,
    types: [],
  };
  fs.writeFileSync(path.join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['uses-contracts.ts'] }));
  const compiler = path.join(repository, 'node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', directory], { cwd: directory, encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});
