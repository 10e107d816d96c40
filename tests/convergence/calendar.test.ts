import { it } from 'vitest';
import { proveMany, shareOf } from './prove';

const HISTORIES = shareOf(0.5);

it(`${HISTORIES} histories of calendar converge`, () => proveMany(['calendar'], HISTORIES), 3_600_000);
