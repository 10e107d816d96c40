import { expect, test } from 'vitest';
import { createMailer, type Recipient } from './mailer';

function world(
  people: Record<string, Recipient> = {},
  roots: Recipient[] = [],
  isDown: () => boolean = () => false,
  mode: 'delegated' | 'application' = 'delegated',
) {
  const sent: { to: string; subject: string; text: string }[] = [];
  const turns = new Set<string>();
  const failures: unknown[] = [];
  const mailer = createMailer({
    person: async (user) => people[user] ?? null,
    modeOf: async () => mode,
    administrators: async () => [{ email: 'root@example.com', name: 'Root', language: 'de-AT', wantsMails: true }, ...roots],
    takeTurn: async (name) => !turns.has(name) && turns.add(name) !== null,
    giveBackTurn: async (name) => void turns.delete(name),
    send: async (mail) => {
      if (isDown() || mail.to.startsWith('broken')) throw new Error('no server');
      sent.push(mail);
    },
    pages: {
      mine: 'https://crm.example.com/admin/settings/microsoft-sync/me',
      application: (organization) =>
        `https://crm.example.com/admin/settings/microsoft-sync/${organization === null ? 'system' : `organizations/${organization}`}`,
    },
    report: (error) => failures.push(error),
  });
  return { mailer, sent, failures };
}
const ada = { email: 'ada@example.com', name: 'Ada', language: null, wantsMails: true };
const berta = { email: 'berta@example.com', name: 'Berta', language: 'de', wantsMails: true };

test('whose account waits hears of it once, in their language, with what to do and where', async () => {
  const { mailer, sent } = world({ ada, berta });
  for (let at = 0; at < 3; at += 1) await mailer.accountActionRequired({ user: 'ada', reason: 'sign-in-expired' });
  await mailer.accountActionRequired({ user: 'berta', reason: 'sign-in-expired' });
  expect(sent.map(({ to }) => to)).toEqual(['ada@example.com', 'berta@example.com']);
  expect(sent[0]?.text).toMatch(/Hello Ada,[^]*Choose Reconnect[^]*\/settings\/microsoft-sync\/me/);
  expect(sent[1]?.text).toMatch(/Guten Tag Berta,[^]*Neu verbinden/);
});

test('of the application its administrators hear, and not everybody who uses it', async () => {
  const { mailer, sent } = world({ ada });
  await mailer.accountActionRequired({ user: 'ada', reason: 'application-secret-expired' });
  expect(sent).toEqual([]);
  await mailer.applicationActionRequired({ organization: null, reason: 'application-secret-expired' });
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ to: 'root@example.com', text: expect.stringMatching(/Clientschlüssel[^]*\/system/) as string });
});

test.each([
  ['secret', 30, 'Der Clientschlüssel der Azure-Anwendung läuft in 30 Tagen ab', /30\. Juni 2027[^]*neuen geheimen Clientschlüssel/],
  ['certificate', 1, 'Das Zertifikat der Azure-Anwendung läuft in 1 Tag ab', /30\. Juni 2027[^]*neues Zertifikat/],
] as const)('that a %s of the application ends in %i days its administrators hear in time', async (what, daysLeft, subject, text) => {
  const english = { email: 'en@example.com', name: 'En', language: 'en', wantsMails: true };
  const { mailer, sent } = world({ ada }, [english, { ...english, email: 'quiet@example.com', wantsMails: false }]);
  await mailer.applicationExpires({ name: 'warning', organization: null, what, daysLeft, expiresAt: '2027-06-30T00:00:00.000Z' });
  expect(sent.map(({ to }) => to)).toEqual(['root@example.com', 'en@example.com']);
  expect(sent[0]).toMatchObject({ subject: `Microsoft 365: ${subject}`, text: expect.stringMatching(text) as string });
  expect(sent[1]?.subject).toBe(
    `Microsoft 365: the ${what} of the Azure application expires in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`,
  );
  expect(sent[1]?.text).toMatch(/30 June 2027[^]*nobody has to reconnect[^]*\/system$/);
});

test('deletions that wait are told of once, however many runs stop before them', async () => {
  const { mailer, sent } = world({ ada });
  for (let at = 0; at < 3; at += 1) await mailer.runCompleted({ user: 'ada', outcome: 'stopped-by-guard', reason: null });
  await mailer.runCompleted({ user: 'ada', outcome: 'completed', reason: null });
  expect(sent.map(({ subject }) => subject)).toEqual(['Deletions wait for your approval']);
});

test('a mail that cannot be sent is reported, and ends nothing; who has no address gets none', async () => {
  const { mailer, sent, failures } = world({ ada: { ...ada, email: 'broken@example.com' }, berta: { ...berta, email: '' } });
  await mailer.accountActionRequired({ user: 'ada', reason: 'no-mailbox' });
  await mailer.accountActionRequired({ user: 'berta', reason: 'no-mailbox' });
  expect([sent, failures.length]).toEqual([[], 1]);
});

test('who has switched mails off gets none of any kind, and the others theirs', async () => {
  const quiet = { ...ada, email: 'quiet@example.com', wantsMails: false };
  const { mailer, sent } = world({ quiet }, [quiet]);
  await mailer.accountActionRequired({ user: 'quiet', reason: 'sign-in-expired' });
  await mailer.runCompleted({ user: 'quiet', outcome: 'stopped-by-guard', reason: null });
  await mailer.applicationActionRequired({ organization: null, reason: 'application-secret-expired' });
  expect(sent.map(({ to }) => to)).toEqual(['root@example.com']);
});

const soon = { name: 'warning', organization: null, what: 'secret', daysLeft: 3, expiresAt: '2027-06-30T00:00:00.000Z' } as const;
type Told = (mailer: ReturnType<typeof createMailer>) => Promise<void>;
const ofApplication: readonly [string, Told][] = [
  ['is refused', (mailer) => mailer.applicationActionRequired({ organization: null, reason: 'application-unknown' })],
  ['ends soon', (mailer) => mailer.applicationExpires(soon)],
];

test.each(ofApplication)(
  'an address that takes no mails keeps no other administrator from hearing that the application %s',
  async (_, tell) => {
    const { mailer, sent, failures } = world({}, [{ ...ada, email: 'broken@example.com' }, ada]);
    for (let time = 0; time < 2; time += 1) await tell(mailer);
    expect([sent.map(({ to }) => to), failures.length]).toEqual([['root@example.com', 'ada@example.com'], 1]);
  },
);

test.each<[string, Told]>([
  ...ofApplication,
  ['of an account', (mailer) => mailer.accountActionRequired({ user: 'ada', reason: 'no-mailbox' })],
  ['of deletions', (mailer) => mailer.runCompleted({ user: 'ada', outcome: 'stopped-by-guard', reason: null })],
])('where a mail has reached nobody, it goes out at the next occasion: %s', async (_, tell) => {
  let isDown = true;
  const { mailer, sent } = world({ ada }, [], () => isDown);
  await tell(mailer);
  isDown = false;
  for (let time = 0; time < 2; time += 1) await tell(mailer);
  expect(sent).toHaveLength(1);
});

test.each(['sign-in-expired', 'consent-missing', 'scope-missing', 'claims-required'] as const)(
  'where nobody signs in, nobody is asked to reconnect: %s',
  async (reason) => {
    const { mailer, sent } = world({ ada, berta }, [], () => false, 'application');
    await mailer.accountActionRequired({ user: 'ada', reason });
    await mailer.accountActionRequired({ user: 'berta', reason });
    expect(sent.map(({ text }) => text)).toEqual([
      expect.stringMatching(/pass this mail on to[^]*administrator/) as string,
      expect.stringMatching(/leiten Sie diese E-Mail[^]*Administration/) as string,
    ]);
    for (const { text } of sent) expect(text).not.toMatch(/Reconnect|Neu verbinden/);
  },
);

test('a consent that the application itself lacks is for an administrator of the tenant', async () => {
  const { mailer, sent } = world({}, [ada]);
  await mailer.applicationActionRequired({ organization: null, reason: 'consent-missing' });
  expect(sent.map(({ text }) => text)).toEqual([
    expect.stringMatching(/Administratorzustimmung/) as string,
    expect.stringMatching(/admin consent/) as string,
  ]);
  for (const { text } of sent) expect(text).not.toMatch(/Reconnect|Neu verbinden/);
});

test.each<[string, Told]>([
  ['refused', (mailer) => mailer.applicationActionRequired({ organization: 'acme', reason: 'application-unknown' })],
  ['ending soon', (mailer) => mailer.applicationExpires({ ...soon, organization: 'acme' })],
])('the application of an organization is mended on its page, and on no other: %s', async (_, tell) => {
  const { mailer, sent } = world({}, [ada]);
  await tell(mailer);
  expect(sent).toHaveLength(2);
  for (const { text } of sent) {
    expect(text).toContain('/settings/microsoft-sync/organizations/acme');
    expect(text).not.toMatch(/System page|Seite System/);
  }
});
