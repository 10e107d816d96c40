import { createRequire } from 'node:module';
import path from 'node:path';
import type { HomeMapping, Resource, ResourcesConfig } from '../../../src/contracts';
import { compileHome } from '../../../src/homes/compile';
import type { Home } from '../../../src/homes/home';
import { repository } from '../../support/places';
import { crmSchemas } from './schemas';

export const MEETING = 'api::meeting.meeting';
export const ACTIVITY = 'api::activity.activity';
export const DEAL = 'api::deal.deal';
export const DEFAULT_LOCALE = 'en';

const { crm } = createRequire(__filename)(path.join(repository, 'playground', 'config', 'homes')) as { crm: ResourcesConfig };

/** Those of the playground; meetings take part as long as nobody has lost their deal, and the plugin's own types get nothing. */
export const config: ResourcesConfig = {
  calendar: {
    // Series are played in tests/convergence/dates.
    homes: (crm.calendar?.homes ?? []).map((mapping): HomeMapping<'calendar'> => ({
      ...mapping,
      series: 'leave',
      ...(mapping.uid === MEETING ? { takesPart: { deal: { stage: { $in: ['lead', 'offer', 'won'] } } } } : {}),
    })),
    builtIn: false,
  },
  tasks: { homes: crm.tasks?.homes ?? [], builtIn: false },
};

export const homesOfHistories: readonly Home[] = (['calendar', 'tasks'] as const satisfies readonly Resource[]).flatMap((resource) =>
  (config[resource]?.homes ?? []).map((mapping) => compileHome(resource, mapping, { schemas: crmSchemas, defaultLocale: DEFAULT_LOCALE })),
);
