import { expect, it } from 'vitest';
import { caught, samples } from './bites';
import { mutations } from './mutations';

const HISTORIES = 300;

it.each(Object.entries(mutations))(
  `an engine with the fault "%s" is caught in at least one of ${HISTORIES} histories`,
  async (_name, breakage) => {
    for (const history of samples(HISTORIES)) if ((await caught(history, breakage)) !== null) return;
    expect.unreachable('no history has noticed');
  },
  300_000,
);
