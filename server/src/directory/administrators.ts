import type { Core } from '@strapi/types';
import type { Row } from '../host/rows';
import { action } from '../permissions';
import { reachOf } from './reach';

const READ_TOGETHER = 50;

/** Active administrators who may change the system's Azure application (null), or that of this organization, whatever conditions their roles have. */
export async function administratorsOf(
  strapi: Core.Strapi,
  { organization, limit }: { organization: string | null; limit: number },
): Promise<Row[]> {
  const permission = organization === null ? 'settings.update' : 'organizations.update';
  const { engine } = strapi.service('admin::permission') as { engine: { generateUserAbility(user: Row): Promise<unknown> } };
  const may = async (row: Row): Promise<boolean> => {
    const reach = reachOf(await engine.generateUserAbility(row), permission);
    return reach.kind === 'all' || (organization !== null && reach.organizations.has(organization));
  };
  const found: Row[] = [];
  for (let offset = 0; ; offset += READ_TOGETHER) {
    const rows = (await strapi.db.query('admin::user').findMany({
      where: {
        isActive: true,
        blocked: { $ne: true },
        roles: { $or: [{ code: 'strapi-super-admin' }, { permissions: { action: action(permission) } }] },
      },
      orderBy: { id: 'asc' },
      offset,
      limit: READ_TOGETHER,
    })) as Row[];
    for (const row of rows) {
      if (await may(row)) found.push(row);
      if (found.length === limit) return found;
    }
    if (rows.length < READ_TOGETHER) return found;
  }
}
