import type { Core } from '@strapi/types';
import type { EventItem, TaskItem } from '../../../src/contracts';
import type { Answer, UserItem } from '../../../src/contracts/http';
import type {
  CalendarEntry,
  CalendarItem,
  CalendarPeople,
  CalendarPerson,
  CalendarTask,
  WrittenItem,
} from '../../../src/contracts/http-calendar';
import { containerOf } from '../container';
import { mustReachUser, reachesUser, reachOf } from '../directory/reach';
import { action } from '../permissions';
import type { Context } from './context';
import { orConflict } from './or-conflict';
import { cancelOccurrence, changeItem, changeOccurrence, makeItem, removeItem } from '../validation/bodies';
import { bodyOf, queryOf } from '../validation/parse';
import { calendarEntriesQuery, calendarItemQuery, calendarPeopleQuery, calendarTasksQuery, pageOf } from '../validation/queries';

interface Ability {
  can(action: string): boolean;
}

/** The page *Calendar*: one's own events and tasks, and those of the people whom the role reaches. */
export const calendar = ({ strapi }: { strapi: Core.Strapi }) => {
  /** Administrators need not be the host's users: then none of the calendars is their own. */
  const me = (ctx: Context): string | null => {
    const id: unknown = ctx.state['user']?.documentId;
    return containerOf(strapi).config.host.user === 'admin::user' && typeof id === 'string' ? id : null;
  };
  const reach = (ctx: Context, permission: Parameters<typeof reachOf>[1]) => reachOf(ctx.state['userAbility'], permission);

  async function mustSee(ctx: Context, user: string): Promise<void> {
    if (user !== me(ctx)) await mustReachUser(reach(ctx, 'calendar.others'), user, containerOf(strapi).organizations);
  }
  /** What is written goes into the mailbox of that person. */
  async function mustWrite(ctx: Context, user: string): Promise<void> {
    if (user === me(ctx)) return;
    await mustSee(ctx, user);
    await mustReachUser(reach(ctx, 'owners.assign'), user, containerOf(strapi).organizations);
  }
  const itemsOf = (ctx: Context, user: string) => containerOf(strapi)[isMe(ctx, user) ? 'ownItems' : 'othersItems'];
  const isMe = (ctx: Context, user: string) => user === me(ctx);

  return {
    async people(ctx: Context) {
      const { page, pageSize, ...filter } = queryOf(ctx, calendarPeopleQuery);
      const { people, users, accounts, organizations, ownItems } = containerOf(strapi);
      const own = me(ctx);
      const host = own === null ? null : await users.find(own);
      const others = await people.users({ ...filter, reach: reach(ctx, 'calendar.others'), ...pageOf({ page, pageSize }) });
      const mayWrite = (ctx.state['userAbility'] as Ability | undefined)?.can(action('calendar.update')) === true;
      const writes = reach(ctx, 'owners.assign');
      const shown = async (item: UserItem, canWrite: boolean): Promise<CalendarPerson> => ({
        id: item.id,
        name: item.name,
        organization: item.organization,
        canWrite,
        state: item.state,
        reason: item.reason,
      });
      const data: CalendarPeople = {
        me: host && (await shown(await people.item(host), mayWrite)),
        others: await Promise.all(
          others.items
            .filter(({ id }) => id !== host?.documentId)
            .map(async (item) => shown(item, mayWrite && (await reachesUser(writes, item.id, organizations)))),
        ),
        total: others.total,
        timeZone: host && ((await accounts.status({ user: host.documentId })).mailbox?.timeZone ?? null),
        homes: { calendar: await ownItems.homes({ resource: 'calendar' }), tasks: await ownItems.homes({ resource: 'tasks' }) },
      };
      ctx.body = { data } satisfies Answer<CalendarPeople>;
    },
    async entries(ctx: Context) {
      const { users = [], from = '', to = '' } = queryOf(ctx, calendarEntriesQuery);
      for (const user of users) await mustSee(ctx, user);
      const { agenda } = containerOf(strapi);
      const data: CalendarEntry[] = [];
      for (const user of users) data.push(...(await agenda.entries({ user, isOwn: isMe(ctx, user), from, to })));
      ctx.body = { data } satisfies Answer<CalendarEntry[]>;
    },
    async tasks(ctx: Context) {
      const { users = [] } = queryOf(ctx, calendarTasksQuery);
      for (const user of users) await mustSee(ctx, user);
      const { agenda } = containerOf(strapi);
      const data: CalendarTask[] = [];
      for (const user of users) data.push(...(await agenda.tasks({ user, isOwn: isMe(ctx, user) })));
      ctx.body = { data } satisfies Answer<CalendarTask[]>;
    },
    async read(ctx: Context) {
      const { user = '', resource = 'calendar', documentId = '', originalStart } = queryOf(ctx, calendarItemQuery);
      await mustSee(ctx, user);
      const items = itemsOf(ctx, user);
      const data =
        originalStart === undefined
          ? await items.read({ user, resource, documentId })
          : await items.readOccurrence({ user, series: documentId, originalStart });
      ctx.body = { data } satisfies Answer<CalendarItem>;
    },
    async create(ctx: Context) {
      const given = bodyOf(ctx, makeItem);
      await mustWrite(ctx, given.user);
      ctx.body = { data: written(await itemsOf(ctx, given.user).create(given)) } satisfies Answer<WrittenItem>;
    },
    async update(ctx: Context) {
      const given = bodyOf(ctx, changeItem);
      await mustWrite(ctx, given.user);
      await orConflict(ctx, async () => {
        ctx.body = { data: written(await itemsOf(ctx, given.user).update(given)) } satisfies Answer<WrittenItem>;
      });
    },
    async remove(ctx: Context) {
      const given = bodyOf(ctx, removeItem);
      await mustWrite(ctx, given.user);
      await orConflict(ctx, async () => {
        await itemsOf(ctx, given.user).remove(given);
        ctx.body = { data: null } satisfies Answer<null>;
      });
    },
    async editOccurrence(ctx: Context) {
      const given = bodyOf(ctx, changeOccurrence);
      await mustWrite(ctx, given.user);
      await orConflict(ctx, async () => {
        ctx.body = { data: written(await itemsOf(ctx, given.user).editOccurrence(given)) } satisfies Answer<WrittenItem>;
      });
    },
    async cancelOccurrence(ctx: Context) {
      const given = bodyOf(ctx, cancelOccurrence);
      await mustWrite(ctx, given.user);
      await orConflict(ctx, async () => {
        await itemsOf(ctx, given.user).cancelOccurrence(given);
        ctx.body = { data: null } satisfies Answer<null>;
      });
    },
  };
};

const written = ({ documentId, version }: EventItem | TaskItem): WrittenItem => ({ documentId, version });
