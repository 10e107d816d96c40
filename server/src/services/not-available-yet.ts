import { errors } from '@strapi/utils';

/** Part of the contract, and not of this version: said plainly rather than answered with something empty. */
export async function notAvailableYet(what: string): Promise<never> {
  throw new errors.NotImplementedError(`${what} is not part of this version of the plugin yet.`, { code: 'not-available-yet' });
}
