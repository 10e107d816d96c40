import { networkCause } from '../causes/network';

/** Why no answer came, in words. */
export const networkWords = (error: unknown, url: string): string => networkCause(error, url).message;
