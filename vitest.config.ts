import { defineConfig } from 'vitest/config';

const unhurried = { testTimeout: 120_000, hookTimeout: 240_000 };

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // Strapi is CommonJS and keeps itself in a global variable, so each file has a process of its own; few at a time, for each is heavy.
    pool: 'forks',
    maxWorkers: 2,
    minWorkers: 1,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{src,server/src,admin/src,sandbox,scripts}/**/*.test.{ts,tsx}', 'tests/{unit,convergence}/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'booted', include: ['tests/booted/**/*.test.ts'], globalSetup: ['tests/support/global-setup.ts'] },
      },
      { extends: true, test: { name: 'package', include: ['tests/package/**/*.test.ts'], ...unhurried } },
      { extends: true, test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], ...unhurried } },
    ],
  },
});
