import { it } from 'vitest';
import { proveMany, shareOf } from './prove';

const HISTORIES = shareOf(0.25);

it(`${HISTORIES} histories of tasks converge`, () => proveMany(['tasks'], HISTORIES), 3_600_000);
