import { expect, test } from 'vitest';
import { createInvitations, type Invitee } from './invitations';

const ada: Invitee = { user: 'ada', name: 'Ada', email: 'ada@example.com', language: null, not: null };

function world(people: readonly Invitee[], { canMail = true, url = 'https://crm.example.com/admin/me' as string | null } = {}) {
  const sent: { to: string; subject: string; text: string }[] = [];
  const turns = new Set<string>();
  const failures: unknown[] = [];
  const broken = new Set<string>();
  const invitations = createInvitations({
    invitees: async (users) => people.filter(({ user }) => users.includes(user)),
    takeTurn: async (name) => !turns.has(name) && turns.add(name).has(name),
    giveBackTurn: async (name) => void turns.delete(name),
    takenOf: async (names) => new Set(names.filter((name) => turns.has(name))),
    send: async (mail) => {
      if (broken.has(mail.to)) throw new Error('no server');
      sent.push(mail);
    },
    url,
    canMail,
    report: (error) => failures.push(error),
  });
  return { invitations, sent, failures, broken };
}

test('each is invited once a day, in their language, to a page whose address holds no secret', async () => {
  const { invitations, sent } = world([ada, { ...ada, user: 'berta', name: 'Berta', email: 'berta@example.com', language: 'de-AT' }]);
  expect(await invitations.send(['ada', 'berta', 'ada'])).toEqual([
    { user: 'ada', outcome: 'sent' },
    { user: 'berta', outcome: 'sent' },
    { user: 'ada', outcome: 'sent' },
  ]);
  expect((await invitations.send(['ada'])).map(({ outcome }) => outcome)).toEqual(['invited-already']);
  expect((await invitations.read(['ada', 'berta'])).map(({ not }) => not)).toEqual(['invited-already', 'invited-already']);
  expect(sent.map(({ to }) => to)).toEqual(['ada@example.com', 'berta@example.com']);
  expect(sent[0]?.text).toMatch(/Hello Ada,[^]*administrator has to agree/);
  expect(sent[1]?.text).toMatch(/Guten Tag Berta,/);
  for (const { text } of sent) expect(text.match(/https?:\S+/g)).toEqual(['https://crm.example.com/admin/me']);
});

test('who cannot or shall not connect gets no mail, and the reason is told', async () => {
  const { invitations, sent } = world([
    { ...ada, not: 'connected' },
    { ...ada, user: 'ben', not: 'mails-off' },
    { ...ada, user: 'cleo', email: '' },
  ]);
  expect((await invitations.send(['ada', 'ben', 'cleo', 'nobody'])).map(({ outcome }) => outcome)).toEqual([
    'connected',
    'mails-off',
    'no-address',
    'out-of-reach',
  ]);
  expect(sent).toEqual([]);
});

test('a mail that could not be sent is no invitation: it may be tried again at once', async () => {
  const { invitations, sent, failures, broken } = world([ada]);
  broken.add('ada@example.com');
  expect(await invitations.send(['ada'])).toEqual([{ user: 'ada', outcome: 'failed' }]);
  broken.clear();
  expect(await invitations.send(['ada'])).toEqual([{ user: 'ada', outcome: 'sent' }]);
  expect([sent.length, failures.length]).toEqual([1, 1]);
});

test.each([{ canMail: false }, { url: null }])('without a provider or a page nothing is sent', async (without) => {
  const { invitations, sent } = world([ada], without);
  expect(await invitations.send(['ada'])).toEqual([{ user: 'ada', outcome: 'failed' }]);
  expect((await invitations.read(['ada']))[0]?.not).toBe(null);
  expect(sent).toEqual([]);
});
