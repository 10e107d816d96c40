import { errors } from '@strapi/utils';
import type { AccountsService } from '../../../src/contracts';
import type { ErrorCode } from '../../../src/contracts/errors';
import type { MailboxCategory } from '../../../src/contracts/http-calendar';
import { AccountFailure, type Accounts, refusalOf } from '../accounts';
import { within } from '../causes/without-full-stop';

export interface CategoriesDeps {
  readonly accounts: Pick<AccountsService, 'status'> & Pick<Accounts, 'open'>;
  readonly now: () => number;
}

/** The list of categories that Outlook keeps in a mailbox. */
export interface Categories {
  /** Null: nobody's mailbox is connected. */
  of(user: string): Promise<MailboxCategory[] | null>;
}

/** Every form of an entry asks for it; people change it a few times a year. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 1000;

export function createCategories({ accounts, now }: CategoriesDeps): Categories {
  const kept = new Map<string, { readonly until: number; readonly found: Promise<MailboxCategory[]> }>();

  async function read(user: string): Promise<MailboxCategory[]> {
    try {
      const { mailbox } = await accounts.open({ user });
      const { body, failure } = await mailbox.send({ method: 'GET', path: '/outlook/masterCategories' });
      if (failure === null) return categoriesIn(body);
      throw new errors.ApplicationError(
        `Microsoft does not say which categories there are: ${within(failure.message || failure.code || 'no answer')}.`,
        {
          code: 'microsoft-unavailable' satisfies ErrorCode,
        },
      );
    } catch (error) {
      throw error instanceof AccountFailure ? refusalOf(error) : error;
    }
  }

  return {
    async of(user) {
      const { mailbox, state } = await accounts.status({ user });
      if (mailbox === null || state === 'not-connected') return null;
      // Of another mailbox it is another list.
      const key = `${user} ${mailbox.address}`;
      const known = kept.get(key);
      if (known && known.until > now()) return known.found;
      kept.delete(key);
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      const found = read(user);
      kept.set(key, { until: now() + KEPT_MS, found });
      found.catch(() => kept.delete(key)); // the next one asks again
      return found;
    },
  };
}

function categoriesIn(body: unknown): MailboxCategory[] {
  const list = (body as { value?: unknown } | null)?.value;
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    const { displayName, color } = (one ?? {}) as { displayName?: unknown; color?: unknown };
    if (typeof displayName !== 'string' || displayName.trim() === '') return [];
    return [{ name: displayName, colour: typeof color === 'string' && /^preset\d+$/.test(color) ? color : null }];
  });
}
