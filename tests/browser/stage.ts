import type { Browser } from 'playwright-core';

import type { Playground } from './playground';

/** The playground as a newcomer has it, and a real browser; both are there once a test runs. */
export interface Stage {
  readonly playground: Playground;
  readonly browser: Browser;
}
