import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { repository } from '../support/places';

const cruise = path.join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const rules = path.join(repository, '.dependency-cruiser.cjs');

/** What the rules of this repository say of a folder `src` with these files. */
async function verdict(files: Record<string, string>): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'cycles-'));
  try {
    await fs.mkdir(path.join(folder, 'src'));
    for (const [name, text] of Object.entries(files)) await fs.writeFile(path.join(folder, 'src', name), text);
    const args = [cruise, 'src', '--config', rules];
    return await new Promise((done) => execFile(process.execPath, args, { cwd: folder }, (_error, stdout) => done(stdout)));
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

it('two files do not need each other, not for a type either', async () => {
  const one = `import type { Two } from './two';\nexport interface One { two: Two }\n`;
  expect(await verdict({ 'one.ts': one, 'two.ts': `import type { One } from './one';\nexport type Two = One | null;\n` })).toContain(
    'error no-circular: src/',
  );
  expect(await verdict({ 'one.ts': one, 'two.ts': `export type Two = string;\n` })).toContain('no dependency violations found (2 modules');
});
