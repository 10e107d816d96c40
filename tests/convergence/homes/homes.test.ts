import { it } from 'vitest';
import { shareOf } from '../prove';
import { proveManyHomes } from './prove-homes';

const HISTORIES = shareOf(1);

it(`${HISTORIES} histories of the playground’s homes converge`, () => proveManyHomes(HISTORIES), 3_600_000);
