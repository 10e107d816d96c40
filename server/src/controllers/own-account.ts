import type { Core } from '@strapi/types';
import type { Me } from '../../../src/contracts/http';
import { containerOf } from '../container';

/** How a person is connected, and what they could connect to. */
export async function ownAccount(strapi: Core.Strapi, user: string): Promise<Pick<Me, 'account' | 'application' | 'mailbox'>> {
  const { accounts, application, organizations, mailboxes } = containerOf(strapi);
  const organization = await organizations.of(user);
  const of = organization === null ? undefined : { organization };
  const { isConfigured, mode } = await application.facts(of);
  const assigned = mode === 'application' ? await mailboxes.of(user) : null;
  return {
    account: await accounts.status({ user }),
    application: { isConfigured, mode },
    // Why there is none is for whoever can do something about it; it may name others.
    mailbox: assigned && { address: assigned.kind === 'assigned' ? assigned.assignment.address : null },
  };
}
