import { afterAll, beforeAll, expect, it } from 'vitest';
import { bootStrapi, openOffice, type BootedStrapi, type Office } from '../support';
import { completeSignIn } from '../../sandbox/testing/complete-sign-in';
import type { MicrosoftSync } from '../../src/contracts';

const [older, current] = ['an older key, which is to be taken away', 'the current key, which is to stay here'];

let office: Office;
let booted: BootedStrapi;
beforeAll(async () => {
  office = await openOffice({ boot: { encryptionKey: older } });
  booted = office.booted;
});
afterAll(async () => {
  await booted.close();
  await office.sandbox.close();
});

const service = <N extends keyof MicrosoftSync>(name: N) => booted.strapi.plugin('microsoft-sync').service(name) as MicrosoftSync[N];
const again = async (encryptionKeys: string[]) => {
  const { directory } = booted;
  await booted.close({ keep: true });
  const { authority, graph } = office.sandbox;
  booted = await bootStrapi({ directory, encryptionKey: older, config: { microsoft: { cloud: { authority, graph } }, encryptionKeys } });
};

it('a start with a new key before the older one seals everything anew, so that the older one can be taken away', async () => {
  const { user } = office;
  const ben = await booted.createAdminUser({ email: 'ben@sandbox.example' });
  const organization = await booted.strapi.documents('plugin::microsoft-sync.organization').create({ data: { name: 'Sealed' } as never });
  await service('application').write(
    { clientId: '6c6f63a1-0000-4000-8000-00000000c1d1', clientSecret: 'of~the.organization-1' },
    { organization: organization.documentId },
  );
  const { url } = await service('accounts').beginConnect({ user: ben.documentId });
  const sealed = async () => {
    const knex = booted.strapi.db.connection;
    const texts = [
      ...(await knex('microsoft_sync_applications').pluck('client_secret')),
      ...(await knex('microsoft_sync_accounts').pluck('token_cache')),
      ...(await knex('microsoft_sync_sign_ins').pluck('sealed')),
    ];
    return texts.map((text: string) => text.split('.')[1]);
  };
  const before = await sealed();
  expect([before.length, new Set(before).size]).toEqual([4, 1]);

  await again([current, older]);
  const after = await sealed();
  expect([after.length, new Set(after).size]).toEqual([4, 1]);
  expect(after[0]).not.toBe(before[0]);

  await again([current]);
  expect(await service('accounts').status({ user })).toMatchObject({ state: 'connected' });
  const [report] = (await service('sync').run({ user, resource: 'calendar' })).runs;
  expect(report).toMatchObject({ outcome: 'nothing-to-do' });
  const back = (await completeSignIn(url, { address: 'ben@sandbox.example' })).redirect?.searchParams ?? new URLSearchParams();
  const connected = await service('accounts').finishConnect({
    user: ben.documentId,
    code: back.get('code') ?? '',
    state: back.get('state') ?? '',
  });
  expect(connected).toMatchObject({ state: 'connected' });
});

it('a key of a few characters is refused at the start, with what to do', async () => {
  await booted.close({ keep: true });
  await expect(bootStrapi({ encryptionKey: 'short' })).rejects.toThrow(
    /microsoft-sync: .*too easily guessed.*22 characters.*encryptionKeys/s,
  );
});
