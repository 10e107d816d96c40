import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

test('the bench loads outside of the test runner', () => {
  const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', path.join(__dirname, 'main.ts'), 'none'], { encoding: 'utf8' });
  expect(stderr).toContain('there is no scenario "none"; there are: boot, quiet, import');
}, 60_000);
