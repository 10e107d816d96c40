import { expect, it } from 'vitest';

import type { ListPage, OrganizationItem, UserItem } from '../../src/contracts/http';
import { open, type Server, serverOf, signedIn } from './admin-panel';
import { settingsForm } from './settings-form';
import type { Stage } from './stage';

const newcomer = { firstname: 'New', lastname: 'Comer', email: 'newcomer@sandbox.example' };
const onlooker = { firstname: 'On', lastname: 'Looker', email: 'onlooker@sandbox.example' };
const links = ['System', 'Organizations', 'Users', 'Status'];
const refusal = "You don't have the permissions to access that content";

export function permissions(stage: Stage) {
  const linkOf = (page: Awaited<ReturnType<typeof signedIn>>['page'], name: string) =>
    page.locator(`a[href$="/settings/microsoft-sync/${name.toLowerCase()}"]`).first();

  it('a colleague finds My Microsoft 365 and no other page', async () => {
    const { context, page } = await signedIn(stage.browser, stage.playground, stage.playground.colleague);
    await open(page, stage.playground, 'me');
    await page.getByRole('link', { name: 'My Microsoft 365' }).waitFor();
    for (const link of links) {
      expect(await linkOf(page, link).count()).toBe(0);
      await page.goto(`${stage.playground.url}/admin/settings/microsoft-sync/${link.toLowerCase()}`, { waitUntil: 'domcontentloaded' });
      await page.getByText(refusal).waitFor();
    }
    await context.close();
  });

  it('a person without permission sees none', async () => {
    await asAdministrator(stage, (server) => createPerson(stage, server, newcomer, []));
    const { context, page } = await signedIn(stage.browser, stage.playground, newcomer.email);
    await page.goto(`${stage.playground.url}/admin/settings/microsoft-sync/me`);
    await page.getByText(refusal).waitFor();
    expect(await page.getByText('Microsoft 365').count()).toBe(0);
    await context.close();
  });

  it('who may only read finds every page, and nothing to change on them', async () => {
    const places = await asAdministrator(stage, async (server) => {
      await createPerson(stage, server, onlooker, ['settings.read', 'organizations.read', 'users.read', 'sync.read']);
      const [organization] = (await server<ListPage<OrganizationItem>>('GET', 'microsoft-sync/organizations')).items;
      const [ada] = (await server<ListPage<UserItem>>('GET', 'microsoft-sync/users?search=Lovelace')).items;
      return ['system', `organizations/${organization?.id}`, `users/${ada?.id}`];
    });
    const { context, page } = await signedIn(stage.browser, stage.playground, onlooker.email);
    for (const place of places) {
      await open(page, stage.playground, place);
      await page.getByText('You may look at these settings but not change them.').waitFor();
      const { save, interval } = settingsForm(page);
      expect([await save().isDisabled(), await interval().isDisabled()]).toEqual([true, true]);
      expect(await page.locator('main').getByRole('checkbox', { disabled: false }).count()).toBe(0);
    }
    for (const button of ['Check Connection', 'Sync now', 'Disconnect'])
      expect(await page.getByRole('button', { name: button }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Lists', exact: true }).click();
    await page.getByText('You may look at which lists take part but not change it.').waitFor();
    for (const role of ['radio', 'checkbox'] as const)
      expect(await page.locator('main').getByRole(role, { disabled: false }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Save lists' }).count()).toBe(0);
    for (const link of links) await linkOf(page, link).waitFor();
    await context.close();
  });
}

/** Strapi allows few sign-ins a minute, so this goes by the session that is there already. */
async function asAdministrator<T>(stage: Stage, work: (server: Server) => Promise<T>): Promise<T> {
  const { context, page } = await signedIn(stage.browser, stage.playground, stage.playground.administrator);
  try {
    return await work(await serverOf(page, stage.playground));
  } finally {
    await context.close();
  }
}

/** With a role that allows just this, by Strapi's own admin API. */
async function createPerson({ playground }: Stage, server: Server, person: typeof newcomer, allowed: string[]) {
  const role = await server<{ id: number }>('POST', 'admin/roles', {
    name: `${person.lastname} ${Date.now()}`,
    description: 'For a test.',
  });
  const permissions = allowed.map((name) => ({ action: `plugin::microsoft-sync.${name}`, subject: null, properties: {}, conditions: [] }));
  await server('PUT', `admin/roles/${role.id}/permissions`, { permissions });
  const { registrationToken } = await server<{ registrationToken: string }>('POST', 'admin/users', { ...person, roles: [role.id] });
  const { firstname, lastname } = person;
  await server('POST', 'admin/register', { registrationToken, userInfo: { firstname, lastname, password: playground.password } });
}
