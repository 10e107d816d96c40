import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLIENT_SECRET, openOffice, type Office } from '../support';
import { repository } from '../support/places';

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
const command = path.join(repository, 'bin', 'strapi-microsoft-sync.js');
const run = (folder: string, ...args: string[]): Promise<Answer> =>
  new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

describe('npx strapi-microsoft-sync', () => {
  let office: Office;
  let folder: string;
  const inOffice = (...args: string[]) => run(folder, ...args);

  beforeAll(async () => {
    // The scheduler of the configuration is on: a command leaves it off all the same.
    office = await openOffice({ boot: { config: { scheduler: { enabled: false } } } });
    folder = office.booted.directory;
    fs.symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
    const time = (hours: number) => ({ dateTime: new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19), timeZone: 'UTC' });
    office.mailbox.addEvent({ subject: 'Stand-up', start: time(24), end: time(25) });
    const plugins = path.join(folder, 'config', 'plugins.js');
    fs.writeFileSync(plugins, fs.readFileSync(plugins, 'utf8').replace('"enabled": false', '"enabled": true'));
    expect(fs.readFileSync(plugins, 'utf8')).toMatch(/"scheduler": \{\s*"enabled": true/);
  });
  afterAll(() => office.close());

  it('says how it is used', async () => {
    const { code, out } = await run(os.tmpdir(), '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/Usage: strapi-microsoft-sync/);
    expect(out).toMatch(/Exit codes\n {2}0 /);
  });

  it.each([
    [[], 'Which command?'],
    [['sing'], 'There is no command "sing".'],
    [['run'], 'run needs --user.'],
    [['check', '--user'], '--user'],
    [['doctor', '--user', 'a'], 'doctor knows no --user.'],
    [['status', '--resource', 'calendar'], 'status knows no --resource.'],
    [['run', '--user', 'a', '--resource', 'email'], '--resource is calendar or tasks.'],
    [['status', '--user', 'a', '--organization', 'b'], 'Either --user or --organization.'],
    [['status', '--frob'], '--frob'],
    [['adopt', '--from', 'calls'], 'adopt needs --to.'],
    [['run', '--user', 'a', '--undo'], 'run knows no --undo.'],
    [['status', 'now'], '"now" is one word too many.'],
  ])('%j is not understood: 2, and nothing on standard output', async (args, message) => {
    const { code, out, err } = await run(os.tmpdir(), ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  it('needs the folder of an application', async () => {
    expect(await run(os.tmpdir(), 'status')).toEqual({ code: 1, out: '', err: 'There is no Strapi application in this folder.\n' });
  });

  it('status shows who is synchronized, runs nothing, and ends', async () => {
    const json = await inOffice('status', '--json');
    expect(json).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(json.out)).toMatchObject([
      { user: office.user, resource: 'calendar', enabled: true, state: 'connected', lastSyncAt: null },
      { resource: 'tasks', enabled: false },
    ]);
    const text = await inOffice('status', '--user', office.user);
    expect(text.code).toBe(0);
    expect(text.out).toMatch(/^User +Name +Resource/);
    expect(text.out).toMatch(/Ada Lovelace +calendar +yes +connected +never/);
    expect(await office.services.sync.history({ user: office.user })).toEqual([]);
  });

  it('run synchronizes now', async () => {
    const { code, out, err } = await inOffice('run', '--user', office.user, '--resource', 'calendar', '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).runs).toMatchObject([{ resource: 'calendar', outcome: 'completed', strapi: { created: 1 } }]);
    expect(await office.services.sync.history({ user: office.user })).toHaveLength(1);
    expect((await inOffice('run', '--user', office.user)).out).toMatch(/calendar +nothing-to-do/);
  });

  it('doctor goes through the Azure application alone, and gives the link for consent', async () => {
    const { code, out } = await inOffice('doctor');
    expect(code).toBe(0);
    for (const step of ['application', 'service', 'credential', 'redirect-uri']) expect(out).toContain(`✔ ${step}: `);
    const verdicts = JSON.parse((await inOffice('doctor', '--json')).out) as { step: string; link?: string }[];
    expect(verdicts.find(({ step }) => step === 'consent')?.link).toContain('/adminconsent?');
  });

  it('doctor says what is wrong, and what to do, also with what ends soon', async () => {
    const expires = new Date(Date.now() + 14 * 86_400_000).toISOString();
    await office.services.application.write({ clientSecret: 'wrong~secret', clientSecretExpiresAt: expires });
    const { code, out } = await inOffice('doctor');
    await office.services.application.write({ clientSecret: CLIENT_SECRET });
    expect(code).toBe(1);
    expect(out).toMatch(/✔ service: /);
    expect(out).toMatch(/✖ credential: .*Value.*Secret ID.*AADSTS7000215/);
    expect(out).toMatch(new RegExp(`✖ expiry: The secret expires in 14 days \\(${expires.slice(0, 10)}\\)`));
    expect(out).toMatch(/- consent: Not looked at/);
  });

  it('check walks the whole way', async () => {
    const { code, out } = await inOffice('check', '--user', office.user);
    expect(code).toBe(0);
    expect(out).toMatch(/✔ mailbox: /);
    expect(JSON.parse((await inOffice('check', '--user', office.user, '--json')).out)).toEqual(
      expect.arrayContaining([expect.objectContaining({ step: 'sign-in', ok: true })]),
    );
  });

  it('moves entries, and says which homes there are', async () => {
    const event = 'plugin::microsoft-sync.calendar-event';
    expect(await inOffice('adopt', '--from', event, '--to', 'calls')).toMatchObject({
      code: 1,
      out: `--to: There is no such home. There are: ${event}, plugin::microsoft-sync.task.\n`,
    });
    expect(await inOffice('adopt', '--from', event, '--to', event, '--dry-run')).toMatchObject({
      code: 1,
      out: expect.stringContaining('another home'),
    });
  });

  it('says 1 where somebody is unknown, or a person has to act', async () => {
    const unknown = await inOffice('run', '--user', 'nobody', '--json');
    expect(unknown.code).toBe(1);
    expect(JSON.parse(unknown.out)).toMatchObject({ error: { code: 'unknown-user' } });
    expect(await inOffice('status', '--organization', 'nowhere')).toMatchObject({
      code: 1,
      out: 'This organization does not exist (any more).\n',
    });

    await office.services.application.write({ clientSecret: null });
    expect(await inOffice('status')).toMatchObject({ code: 1, out: expect.stringContaining('action-required: application-missing') });
    expect(await inOffice('doctor')).toMatchObject({ code: 1, out: expect.stringContaining('✖ application') });
    expect(await inOffice('check', '--user', office.user)).toMatchObject({ code: 1, out: expect.stringContaining('✖ application') });
    expect(await inOffice('run', '--user', office.user, '--resource', 'calendar')).toMatchObject({
      code: 1,
      out: expect.stringContaining('action-required'),
    });
  }, 120_000);
});
