import fc from 'fast-check';

/**
 * Properties draw the same values every time, so that a change fails for what it did itself. `PROPERTY_SEED=random npm test` looks for
 * what nobody has found yet; a find becomes a case of its own.
 */
const FIXED = 20_261_122;
const { PROPERTY_SEED } = process.env;
if (PROPERTY_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: PROPERTY_SEED ? Number(PROPERTY_SEED) : FIXED });
