import type { AccountState } from '../../../../src/contracts/index';
import type { Table } from '../../host/sql';
import { accountState, type AccountEvidence } from './account-state';
import type { AccountsContext } from '../context';
import { evidenceOf } from './status';
import type { Variant } from '../store';
import { failureSql, sealedWithSql } from '../strapi-store';

type Application = AccountEvidence['application'];

/** Finds accounts by their state, which is derived and stands in no column. */
export interface StateFilter {
  /** Leaves, in a query on the accounts' table under this alias, the accounts that are in the state where this application counts. */
  where(query: Table, alias: string, application: Application): void;
}

/** Judges each variant once, by the one rule, and asks the database for accounts of the variants that fit. */
export async function stateFilter(context: AccountsContext, state: AccountState): Promise<StateFilter> {
  const integrations = await context.enabledResources();
  const variants = await context.store.variants();
  const evidence = variants.map((variant) => ({ variant, account: evidenceOf(context.secrets, accountOf(variant), integrations) }));
  return {
    where(query, alias, application) {
      const fitting = evidence
        .filter(({ account }) => accountState({ account, application }).state === state)
        .map(({ variant }) => variant);
      void query.where((any) => {
        if (fitting.length === 0) void any.whereRaw('1 = 0');
        for (const { sealedWith, failureReason, scopes } of together(fitting))
          void any.orWhere((all) => {
            void whereIs(all, sealedWithSql(alias), sealedWith);
            void whereIs(all, failureSql(alias), failureReason);
            const named = scopes.filter((one) => one !== '');
            void all.where((some) => {
              void some.whereIn(`${alias}.scopes`, named);
              if (named.length < scopes.length) void some.orWhere(`${alias}.scopes`, '').orWhereNull(`${alias}.scopes`);
            });
          });
      });
    },
  };
}

const accountOf = ({ sealedWith, scopes, failureReason }: Variant) => ({
  tokenCache: sealedWith === null ? null : `.${sealedWith}.`,
  scopes: scopes.split(' ').filter((scope) => scope !== ''),
  lastSucceededAt: null,
  failureReason,
  failureAt: null,
});

const whereIs = (query: Table, expression: string, value: string | null): Table =>
  value === null ? query.whereRaw(`${expression} is null`) : query.whereRaw(`${expression} = ?`, [value]);

function together(variants: readonly Variant[]): (Omit<Variant, 'scopes'> & { scopes: string[] })[] {
  const groups = new Map<string, Omit<Variant, 'scopes'> & { scopes: string[] }>();
  for (const { scopes, ...variant } of variants) {
    const key = JSON.stringify(variant);
    const group = groups.get(key) ?? { ...variant, scopes: [] };
    groups.set(key, group);
    group.scopes.push(scopes);
  }
  return [...groups.values()];
}
