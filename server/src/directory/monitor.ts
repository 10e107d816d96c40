import { RESOURCES, type SyncStatusRow } from '../../../src/contracts';
import {
  type Standing,
  STANDINGS,
  type StatusHistory,
  type StatusPeople,
  type StatusPerson,
  type StatusPeriod,
} from '../../../src/contracts/http-status';
import type { RunReason } from '../../../src/contracts/run-reasons';
import { grouped } from '../../../src/canonical/grouped';
import type { Accounts } from '../accounts';
import type { Row } from '../host/rows';
import type { Sql } from '../host/sql';
import type { HostUser } from '../host/users';
import type { Organizations } from '../settings/organizations';
import { tables } from '../storage/sql/models';
import { csvLine } from './csv';
import type { FindPeople, PeopleFilter } from './find-people';
import type { StatusRows } from './status-rows';

type Filter = Omit<PeopleFilter, 'hasAccount' | 'hasOpen' | 'state'>;
export interface Monitor {
  people(options: Filter & { readonly standing?: Standing; readonly page: number; readonly pageSize: number }): Promise<StatusPeople>;
  /** The lines of a CSV, some hundreds at a time: as many people as there are, and never all of them in memory. */
  export(options: Filter & { readonly standing?: Standing }): AsyncIterable<string>;
  history(options: Filter & { readonly days: number }): Promise<StatusHistory>;
}
interface MonitorDeps {
  readonly sql: Sql;
  readonly findPeople: FindPeople;
  readonly organizations: Pick<Organizations, 'namesOf'>;
  readonly accounts: Pick<Accounts, 'statuses'>;
  readonly statusRows: StatusRows;
  readonly now: () => Promise<number>;
  readonly undeliveredWakes: () => Promise<number | null>;
}

/** Who stands how, by what the database can be asked for; together everybody with an account. The order is that of the page: whoever needs somebody first. */
const groups: readonly { readonly standing: Standing; readonly filter: Pick<PeopleFilter, 'state' | 'hasOpen'> }[] = [
  { standing: 'needs-person', filter: { state: 'action-required' } },
  { standing: 'to-decide', filter: { state: 'connected', hasOpen: true } },
  { standing: 'to-decide', filter: { state: 'delayed', hasOpen: true } },
  { standing: 'delayed', filter: { state: 'delayed', hasOpen: false } },
  { standing: 'healthy', filter: { state: 'connected', hasOpen: false } },
];
const PART = 500;
/** Such a run has read all there is, and nothing is wrong. */
const WAITS = '"reason":"waits-for-start"' satisfies `"reason":"${RunReason}"`;
const HOUR = 3_600_000;

/** What the page *Status* shows of everybody. */
export function createMonitor(deps: MonitorDeps): Monitor {
  async function personsOf(users: readonly HostUser[], standing: Standing): Promise<StatusPerson[]> {
    const rows = grouped((await deps.statusRows(users)).map((row) => [row.user, row] as const));
    const accounts = await deps.accounts.statuses({ users: users.map(({ documentId }) => documentId) });
    const names = await deps.organizations.namesOf([...rows.values()].flatMap(([row]) => row?.organization ?? []));
    return users.map(({ documentId: user, displayName: userName, email }) => {
      const resources = rows.get(user) ?? [];
      const account = accounts.get(user);
      return {
        user,
        userName,
        email,
        organizationName: names.get(resources[0]?.organization ?? '') ?? null,
        standing,
        state: account?.state ?? 'not-connected',
        reason: account?.reason ?? null,
        resources,
      };
    });
  }
  const wanted = (standing: Standing | undefined) => groups.filter((group) => standing === undefined || group.standing === standing);

  return {
    async people({ standing, page, pageSize, ...filter }) {
      const totals = Object.fromEntries(STANDINGS.map((one) => [one, 0])) as StatusPeople['totals'];
      const items: StatusPerson[] = [];
      let total = 0;
      for (const group of groups) {
        const of = { ...filter, ...group.filter };
        const count = await deps.findPeople.count(of);
        totals[group.standing] += count;
        if (standing !== undefined && group.standing !== standing) continue;
        const offset = Math.max(0, (page - 1) * pageSize - total);
        total += count;
        const limit = pageSize - items.length;
        if (limit > 0 && offset < count)
          items.push(...(await personsOf(await deps.findPeople.find(of, { offset, limit }, count), group.standing)));
      }
      const ofApplications = totals['needs-person'] === 0 ? 0 : await deps.findPeople.countOfApplications(filter);
      return { items, page, pageSize, total, totals, ofApplications, undeliveredWakes: await deps.undeliveredWakes() };
    },

    async *export({ standing, ...filter }) {
      yield `\uFEFF${csvLine(['Name', 'E-mail', 'Organization', 'Standing', 'State', 'Reason', ...RESOURCES.flatMap(headsOf)])}`;
      for (const group of wanted(standing)) {
        const of = { ...filter, ...group.filter };
        const count = await deps.findPeople.count(of);
        for (let offset = 0; offset < count; offset += PART) {
          const persons = await personsOf(await deps.findPeople.find(of, { offset, limit: PART }, count), group.standing);
          yield persons.map(lineOf).join('');
        }
      }
    },

    async history({ days, ...filter }) {
      const periodHours = days === 1 ? 1 : 24;
      const length = periodHours * HOUR;
      const last = Math.floor((await deps.now()) / length);
      const first = last - (days * 24) / periodHours + 1;
      // Whole numbers are divided as such by PostgreSQL and SQLite, and by MySQL with `div`.
      const division = deps.sql.client === 'mysql' ? 'div' : '/';
      const rows = await deps.sql.run<Row[]>((from, knex) => {
        const period = knex.raw(`finished_at ${division} ${length}`);
        const query = from(tables.runs)
          .where('finished_at', '>=', first * length)
          .whereNotIn('outcome', ['nothing-to-do', 'off', 'busy'])
          .whereNot('report', 'like', `%${WAITS}%`)
          .groupByRaw(`finished_at ${division} ${length}, outcome`)
          .select({ period, outcome: 'outcome' })
          .count({ n: '*' })
          .sum({ changes: 'changes' })
          .sum({ took: knex.raw('finished_at - started_at') as unknown as string });
        const isEverybody = filter.reach.kind === 'all' && filter.search === undefined && filter.organization === undefined;
        if (!isEverybody)
          void query.whereIn(
            'target_key',
            from(tables.targets).whereIn('user_id', deps.findPeople.documentIds(from, filter)).select('target_key'),
          );
        return query;
      });
      const byPeriod = grouped(rows.map((row) => [Number(row['period']), row] as const));
      const periods = Array.from({ length: last - first + 1 }, (_, index) =>
        periodOf(new Date((first + index) * length), byPeriod.get(first + index) ?? []),
      );
      return { periodHours, periods };
    },
  };
}

function periodOf(from: Date, rows: readonly Row[]): StatusPeriod {
  const sum = (name: string, of: readonly Row[]) => of.reduce((total, row) => total + Number(row[name] ?? 0), 0);
  const completed = sum(
    'n',
    rows.filter((row) => row['outcome'] === 'completed'),
  );
  const all = sum('n', rows);
  return {
    from: from.toISOString(),
    completed,
    incomplete: all - completed,
    changes: sum('changes', rows),
    seconds: all === 0 ? null : Math.round(sum('took', rows) / all / 100) / 10,
  };
}

const headsOf = (resource: string): string[] =>
  ['on', 'last sync', 'next sync', 'conflicts', 'held', 'deletions wait'].map((head) => `${resource}: ${head}`);

function lineOf({ userName, email, organizationName, standing, state, reason, resources }: StatusPerson): string {
  const cellsOf = (row: SyncStatusRow | undefined) =>
    row === undefined
      ? headsOf('').map(() => '')
      : [yesOrNo(row.enabled), row.lastSyncAt, row.nextSyncAt, row.conflicts, row.held, yesOrNo(row.waitingRun !== null)];
  const ofResources = RESOURCES.flatMap((resource) => cellsOf(resources.find((row) => row.resource === resource)));
  return csvLine([userName, email, organizationName, standing, state, reason, ...ofResources]);
}

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no');
