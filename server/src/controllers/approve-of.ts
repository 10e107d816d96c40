import type { Core } from '@strapi/types';
import { errors } from '@strapi/utils';
import type { RunReport } from '../../../src/contracts';
import { containerOf } from '../container';

/** Lets a run of this person go on that stopped before a mass deletion; of anybody else's run it says no more than of one that never was. */
export async function approveOf(strapi: Core.Strapi, user: string, run: string): Promise<{ runs: RunReport[] }> {
  const { sync } = containerOf(strapi);
  if (!(await sync.history({ user, limit: 500 })).some((report) => report.run === run))
    throw new errors.NotFoundError('No run of this person with this id waits for approval.', { code: 'unknown-run' });
  return sync.approve({ run });
}
