import type { Core } from '@strapi/types';
import { type AccountServices, createAccountServices } from './container/accounts';
import { createEngine, type Engine } from './container/engine';
import { createFoundation, type Foundation } from './container/foundation';
import { mailing, type Mailing } from './container/incidents';
import { inviting, type Inviting } from './container/invitations';
import { containerKey } from './container/key';
import { createMonitoring, type Monitoring } from './container/monitoring';
import { createServices, type Services } from './container/services';

/** Everything the plugin consists of in one Strapi, put together here and nowhere else. */
export type Container = Foundation & AccountServices & Engine & Services & Monitoring & Inviting & Mailing;

export function containerOf(strapi: Core.Strapi & { [containerKey]?: Container }): Container {
  return (strapi[containerKey] ??= createContainer(strapi));
}

function createContainer(strapi: Core.Strapi): Container {
  const foundation = createFoundation(strapi);
  const accountServices = createAccountServices(foundation);
  const mails = mailing(foundation, accountServices);
  const engine = createEngine(foundation, accountServices, mails);
  return {
    ...foundation,
    ...accountServices,
    ...engine,
    ...createServices(foundation, accountServices, engine),
    ...createMonitoring(foundation, engine),
    ...mails,
    ...inviting(foundation, accountServices),
  };
}
