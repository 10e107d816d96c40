import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { exceptions, rooms } from '../../scripts/lint/arrows.mjs';
import { repository } from '../support/places';

const eslint = new ESLint({ cwd: repository });

/** What the lint of this repository says of a file with this one import. */
async function complaints(file: string, statement: string) {
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
    ['src/client/example.ts', `import '../sync/entry-id';`],
    ['src/client/example.ts', `import '../../admin/src/index';`],
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

describe('the arrows inside the server', () => {
  const inServer = (file: string) => `server/src/${file}`;

  it.each([
    ['host/example.ts', `import '../storage/port';`],
    ['secrets/example.ts', `import '../host/sql';`],
    ['microsoft/example.ts', `import type { Application } from '../application';\nexport type { Application };`],
    ['storage/sql/example.ts', `import '../../settings/store';`],
    ['settings/example.ts', `import '../directory/reach';`],
    ['accounts/example.ts', `import '../engine/lease/lease';`],
    ['engine/changes/example.ts', `import '../parts/place-of-part';`],
    ['engine/collections/example.ts', `import '../pull/pull';`],
    ['engine/resources/example.ts', `import '../context';`],
    ['engine/parts/example.ts', `import type { Page } from '../pull/page';\nexport type { Page };`],
    ['engine/pull/example.ts', `import '../push/push';`],
    ['engine/pull/example.ts', `import type { Outgoing } from '../push/outgoing';\nexport type { Outgoing };`],
    ['engine/push/example.ts', `import '../phases';`],
    ['engine/phases.ts', `import './run-target';`],
    ['engine/lease/example.ts', `import '../run-target';`],
    ['engine/run-target.ts', `import './schedule/scheduler';`],
    ['engine/schedule/example.ts', `import '../../services/announce';`],
    ['preview/example.ts', `import '../services/sync';`],
    ['services/example.ts', `import '../container';`],
    ['directory/example.ts', `import '../container';`],
    ['controllers/example.ts', `import '../engine/push/push';`],
    ['routes/example.ts', `import '../controllers';`],
  ])('%s may not say %s', async (file, statement) => {
    expect(await complaints(inServer(file), statement)).toEqual(['import-x/no-restricted-paths']);
  });

  it.each([
    ['engine/push/example.ts', `import '../pull/pull';`],
    ['engine/pull/example.ts', `import '../changes/change-set';`],
    ['engine/phases.ts', `import './push/push';`],
    ['engine/schedule/example.ts', `import '../run-target';`],
    ['services/index.ts', `import '../container';`],
    ['controllers/example.ts', `import '../container';`],
    ['bootstrap.ts', `import './engine/schedule/scheduler';`],
  ])('%s may say %s', async (file, statement) => {
    expect(await complaints(inServer(file), statement)).toEqual([]);
  });

  const files = execFileSync('git', ['ls-files', '*.ts'], { cwd: path.join(repository, 'server/src'), encoding: 'utf8' })
    .split('\n')
    .filter((file) => file && !/\.test\.ts$|\/testing\//.test(file));

  it('hold every file to the rules of one room', () => {
    const isIn = (file: string, place: string) => file === place || file.startsWith(`${place}/`);
    const named = rooms.flatMap(({ files: places }) => places);
    const unruled = files.filter((file) => !named.some((place) => isIn(file, place)));
    expect(unruled).toEqual([]);
    expect(named.filter((place) => !fs.existsSync(path.join(repository, 'server/src', place)))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  it('know no exception that is needed no more', async () => {
    const unused = [];
    for (const { file, room, knows } of exceptions) {
      const text = fs.readFileSync(path.join(repository, inServer(file)), 'utf8');
      const elsewhere = inServer(path.join(path.dirname(file), 'example.ts'));
      const [result] = await eslint.lintText(text, { filePath: path.join(repository, elsewhere) });
      const met = result!.messages.filter(({ ruleId }) => ruleId === 'import-x/no-restricted-paths').map(({ message }) => message);
      for (const other of knows)
        if (!met.some((message) => message.includes(`/${path.basename(other)}/`))) unused.push({ file, room, other });
    }
    expect(unused).toEqual([]);
  });
});
