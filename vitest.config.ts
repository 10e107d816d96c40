import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Large files come first, for they last longest; histories last for minutes in a file of a few lines, and one that came last would run alone. */
class HistoriesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const playsHistories = ({ moduleId }: TestSpecification) => /\/tests\/(?:booted\/)?convergence/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(playsHistories), ...sorted.filter((file) => !playsHistories(file))];
  }
}

const signOfLife = 'tests/support/sign-of-life.ts';
const unhurried = { testTimeout: 120_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    // Says that something hangs, and nothing about how fast it is: a machine that does much else is four times as slow.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    restoreMocks: true,
    // Strapi is CommonJS and keeps itself in a global variable, so each file has a process of its own; few at a time, for each is heavy.
    // `npm test` lets unit tests go on in one (`scripts/test.mjs`).
    pool: 'forks',
    maxWorkers: 3,
    minWorkers: 1,
    sequence: { sequencer: HistoriesFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          setupFiles: ['tests/support/property-seed.ts', signOfLife],
          // Whatever is in none of the rooms below, so that no test is forgotten.
          include: ['{src,server/src,admin/src,sandbox,scripts,tests}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', 'tests/{booted,package,browser}/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'booted',
          include: ['tests/booted/**/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          setupFiles: [signOfLife],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      { extends: true, test: { name: 'package', include: ['tests/package/**/*.test.ts'], setupFiles: [signOfLife], ...unhurried } },
      {
        extends: true,
        test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], expect: { poll: { timeout: 15_000 } }, ...unhurried },
      },
    ],
  },
});
