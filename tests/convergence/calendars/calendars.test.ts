import { it } from 'vitest';
import { shareOf } from '../prove';
import { proveManyCalendars } from './prove-calendars';
import { historiesOfCalendars } from './steps-of-calendars';

const HISTORIES = shareOf(0.1);

it(`${HISTORIES} histories of several calendars converge`, () => proveManyCalendars(historiesOfCalendars(), HISTORIES), 3_600_000);
