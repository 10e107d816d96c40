import { expect, it } from 'vitest';

import { open, signedIn } from './admin-panel';
import type { Stage } from './stage';

const newcomer = { firstname: 'New', lastname: 'Comer', email: 'newcomer@sandbox.example' };

export function permissions(stage: Stage) {
  it('a colleague finds My Microsoft 365 but not System', async () => {
    const { context, page } = await signedIn(stage.browser, stage.playground, stage.playground.colleague);
    await open(page, stage.playground, 'me');
    await page.getByRole('link', { name: 'My Microsoft 365' }).waitFor();
    expect(await page.getByRole('link', { name: 'System', exact: true }).count()).toBe(0);
    await page.goto(`${stage.playground.url}/admin/settings/microsoft-sync/system`);
    await page.getByText("You don't have the permissions to access that content").waitFor();
    await context.close();
  });

  it('a person without permission sees neither', async () => {
    await createNewcomer(stage);
    const { context, page } = await signedIn(stage.browser, stage.playground, newcomer.email);
    await page.goto(`${stage.playground.url}/admin/settings/microsoft-sync/me`);
    await page.getByText("You don't have the permissions to access that content").waitFor();
    expect(await page.getByText('Microsoft 365').count()).toBe(0);
    await context.close();
  });
}

/** With a role that allows nothing, by Strapi's own admin API. */
async function createNewcomer({ playground }: Stage) {
  const post = async (path: string, body: object, token?: string) => {
    const answer = await fetch(`${playground.url}/admin/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    return ((await answer.json()) as { data: { id: number; token: string; registrationToken: string } }).data;
  };
  const { token } = await post('login', { email: playground.administrator, password: playground.password });
  const role = await post('roles', { name: `Onlooker ${Date.now()}`, description: 'May do nothing.' }, token);
  const { registrationToken } = await post('users', { ...newcomer, roles: [role.id] }, token);
  await post('register', { registrationToken, userInfo: { firstname: newcomer.firstname, lastname: newcomer.lastname, password: playground.password } });
}
