import type { Core } from '@strapi/types';
import type { Answer } from '../../../src/contracts/http';
import type { SavingMeans } from '../../../src/contracts/http-calendar';
import { containerOf } from '../container';
import { reachesUser, reachOf } from '../directory/reach';
import type { Context } from './context';
import { aboutToSave } from '../validation/bodies';
import { bodyOf } from '../validation/parse';

/** What forms say before something is saved. */
export const saving = ({ strapi }: { strapi: Core.Strapi }) => ({
  async weigh(ctx: Context) {
    const asked = bodyOf(ctx, aboutToSave);
    const { explain, organizations, config } = containerOf(strapi);
    const id: unknown = ctx.state['user']?.documentId;
    const me = config.host.user === 'admin::user' && typeof id === 'string' ? id : null;
    // How an entry stands with Microsoft is told to whom the panel beside it, or the calendar, would tell it.
    const isTold = async (user: string): Promise<boolean> => {
      if (user === me) return true;
      const ability = ctx.state['userAbility'];
      const reaches = (['sync.read', 'calendar.others'] as const).map((action) =>
        reachesUser(reachOf(ability, action), user, organizations),
      );
      return (await Promise.all(reaches)).includes(true);
    };
    const { savingMeans } = await import('../explain/saving-means'); // brings a recurrence library along
    ctx.body = { data: await savingMeans(explain, asked, isTold) } satisfies Answer<SavingMeans>;
  },
});
