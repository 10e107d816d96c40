import type { ApplicationNeed } from '../../../src/contracts/http-status';
import type { Application } from '../application';
import type { Organizations } from '../settings/organizations';
import type { FindPeople } from './find-people';
import type { Reach } from './reach';

/** What those who may edit an application have to hear of it. */
export interface ApplicationNeeds {
  ofSystem(): Promise<ApplicationNeed[]>;
  /** Of the applications that organizations within reach bring themselves. */
  ofOrganizations(reach: Reach): Promise<ApplicationNeed[]>;
}
interface ApplicationNeedsDeps {
  readonly application: Pick<Application, 'needs' | 'overview'>;
  readonly organizations: Pick<Organizations, 'namesOf'>;
  readonly findPeople: Pick<FindPeople, 'count'>;
}

export function createApplicationNeeds({ application, organizations, findPeople }: ApplicationNeedsDeps): ApplicationNeeds {
  const accounts = (organization?: string): Promise<number> =>
    findPeople.count({ reach: { kind: 'all' }, hasAccount: true, ...(organization === undefined ? {} : { organization }) });
  /** Of an application that nobody has entered, or not yet to its end, there is something to say only where an account waits for it. */
  async function isWaitedFor(organization: string | null): Promise<boolean> {
    if (organization !== null) return (await accounts(organization)) > 0;
    let others = 0;
    for (const own of (await application.overview()).own) others += await accounts(own);
    return (await accounts()) > others;
  }
  async function needsWhere(isMeant: (organization: string | null) => boolean): Promise<ApplicationNeed[]> {
    const needs = (await application.needs()).filter(({ organization }) => isMeant(organization));
    const names = await organizations.namesOf(needs.flatMap(({ organization }) => organization ?? []));
    const said: ApplicationNeed[] = [];
    for (const { organization, problem, ends } of needs) {
      const name = organization === null ? null : names.get(organization);
      if (name === undefined) continue; // the organization is gone, and its application goes after it
      if (problem === 'application-missing' && !(await isWaitedFor(organization))) continue;
      said.push({
        organization: organization === null || name === null ? null : { id: organization, name },
        problem,
        ends: ends && { what: ends.what, daysLeft: ends.daysLeft },
      });
    }
    return said;
  }
  return {
    ofSystem: () => needsWhere((organization) => organization === null),
    ofOrganizations: (reach) =>
      needsWhere((organization) => organization !== null && (reach.kind === 'all' || reach.organizations.has(organization))),
  };
}
