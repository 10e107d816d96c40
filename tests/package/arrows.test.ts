import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/places';

/** What the lint of this repository says of a file with this one import. */
async function complaints(file: string, statement: string) {
  const eslint = new ESLint({ cwd: repository });
  const [result] = await eslint.lintText(`${statement}\n`, { filePath: path.join(repository, file) });
  const arrows = [
    'import-x/no-restricted-paths',
    'no-restricted-imports',
    '@typescript-eslint/no-restricted-imports',
    'no-restricted-globals',
  ];
  return result!.messages.map((message) => message.ruleId).filter((rule) => rule !== null && arrows.includes(rule));
}

describe('the arrows of the house', () => {
  it.each([
    ['src/sync/example.ts', `import '../../server/src/index';`],
    ['src/sync/example.ts', `import '../../sandbox/clock';`],
    ['src/sync/example.ts', `import 'node:fs';`],
    ['src/sync/example.ts', `import { errors } from '@strapi/utils';\nexport { errors };`],
    ['src/sync/example.ts', `import type { Core } from '@strapi/strapi';\nexport type { Core };`],
    ['src/contracts/example.ts', `import { Core } from '@strapi/strapi';\nexport const core = Core;`],
    ['src/sync/example.ts', `export const answer = fetch('https://example.org');`],
    ['server/src/example.ts', `import '../../admin/src/index';`],
    ['server/src/example.ts', `import '../../sandbox/clock';`],
    ['admin/src/example.ts', `import '../../server/src/index';`],
    ['admin/src/example.ts', `import '../../sandbox/clock';`],
    ['sandbox/example.ts', `import '../src/contracts';`],
    ['sandbox/example.ts', `import '../server/src/index';`],
    ['playground/src/example.js', `require('../../server/src/index');`],
  ])('%s may not say %s', async (file, statement) => {
    expect(await complaints(file, statement)).toHaveLength(1);
  });

  it.each([
    ['server/src/example.ts', `import '../../src/contracts';`],
    ['admin/src/example.ts', `import '../../src/contracts';`],
    ['src/contracts/example.ts', `import type { Core } from '@strapi/strapi';\nexport type { Core };`],
    ['tests/booted/example.ts', `import '../../sandbox/clock';`],
    ['tests/booted/example.ts', `import '../../server/src/index';`],
  ])('%s may say %s', async (file, statement) => {
    expect(await complaints(file, statement)).toEqual([]);
  });
});
