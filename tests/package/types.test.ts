import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repository } from '../support/places';
import { type InstalledApplication, installApplication } from './installed-application';

let application: InstalledApplication;

beforeAll(async () => {
  application = await installApplication({});
});
afterAll(() => application?.remove());

/** `Node` is what Strapi's own tsconfig for an application says; it knows no `exports` of a package. */
it.each([
  { module: 'CommonJS', moduleResolution: 'Node' },
  { module: 'Node16', moduleResolution: 'Node16' },
  { module: 'ESNext', moduleResolution: 'Bundler' },
])(
  'an application in TypeScript compiles against the contracts and the client under moduleResolution $moduleResolution',
  async (resolution) => {
    const directory = path.join(application.directory, `types-${resolution.moduleResolution}`);
    fs.mkdirSync(directory);
    const files = ['uses-contracts.ts', 'uses-client.ts'];
    for (const file of files) fs.copyFileSync(path.join(__dirname, 'application', file), path.join(directory, file));
    const compilerOptions = {
      ...resolution,
      lib: ['ES2020', 'DOM'],
      target: 'ES2019',
      strict: true,
      skipLibCheck: true,
      esModuleInterop: true,
      noEmit: true,
      types: [],
    };
    fs.writeFileSync(path.join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
    const compiler = path.join(repository, 'node_modules/typescript/bin/tsc');
    // Not at a stretch: whoever runs the tests waits a minute for a sign of life, and three compilers in a row take longer on a busy machine.
    const compiled = promisify(execFile)(process.execPath, [compiler, '-p', directory], { cwd: directory });
    const { stdout, code } = await compiled.then(
      (said) => ({ ...said, code: 0 }),
      (failed: { readonly stdout: string; readonly code: unknown }) => failed,
    );
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
  },
);
