import { errors } from '@strapi/utils';
import type { Direction, Resource, RunReport } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';
import { refusals } from '../review/refusals';
import type { Plan } from '../preview/plan-recorder';
import type { PreviewDeps } from '../preview/preview-target';
import type { Target } from '../storage/port';
import { within } from '../causes/without-full-stop';

/** The preview, or an error that says why there is none; with a direction, as if that one counted. */
export async function planned(deps: PreviewDeps, target: Target, direction?: Direction): Promise<Plan> {
  const { previewTarget } = await import('../preview/preview-target'); // it is the engine, which Strapi's start does not load
  const rehearsed = await previewTarget(direction === undefined ? deps : inDirection(deps, target.resource, direction), target);
  if (!rehearsed) throw refusals.busy();
  const { report, plan } = rehearsed;
  switch (report.outcome) {
    case 'completed':
    case 'nothing-to-do':
    case 'stopped-by-guard':
      return plan;
    case 'off':
      throw refused(report, 'not-synchronized', 'Nothing would be synchronized');
    case 'busy':
      throw refusals.busy();
    case 'action-required':
      throw refused(
        report,
        report.reason === 'not-connected' || report.reason === 'user-blocked' ? report.reason : 'sign-in-failed',
        'The account needs attention first',
      );
    case 'delayed':
    case 'failed':
      throw refused(report, 'microsoft-unavailable', 'There is no preview at the moment');
  }
}

const inDirection = (deps: PreviewDeps, resource: Resource, direction: Direction): PreviewDeps => ({
  ...deps,
  async settings(user) {
    const of = await deps.settings(user);
    return { ...of, values: { ...of.values, [`${resource}Direction`]: direction } };
  },
});

const refused = ({ reason }: RunReport, code: ErrorCode, what: string) =>
  new errors.ApplicationError(`${what}: ${within(reason ?? 'try again later')}.`, { code, reason });
