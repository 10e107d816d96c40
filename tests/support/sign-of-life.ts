import { setImmediate as turn } from 'node:timers/promises';
import { afterEach } from 'vitest';

// Whoever runs the tests waits for a sign of life from each process, which one that only computes has no time for.
afterEach(async () => turn());
