import { it } from 'vitest';
import { proveMany, shareOf } from './prove';

const HISTORIES = shareOf(0.25);

it(`${HISTORIES} histories of both resources of one account converge`, () => proveMany(['calendar', 'tasks'], HISTORIES), 3_600_000);
