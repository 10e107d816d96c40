import { it } from 'vitest';
import { shareOf } from '../prove';
import { proveManyOfDates } from './many-of-dates';

const HISTORIES = shareOf(0.5);

it(`${HISTORIES} histories of series in a home without rules converge`, () => proveManyOfDates(HISTORIES, 0), 3_600_000);
