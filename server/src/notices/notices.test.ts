import { describe, expect, test } from 'vitest';
import { createSecretBox } from '../secrets';
import { clientStateOf, nameIn, newName } from './client-state';
import { createInbox } from './inbox';
import { againAfterMs, endOf, renewedAt } from './lives';
import { noticesIn, readNotices } from './read-notices';

const box = createSecretBox(['a key that is long enough, and not guessed']);
const MINUTE = 60_000;

describe('whose a notice is', () => {
  test('ours is known by its name, whichever of our keys made it', () => {
    const name = newName();
    const state = clientStateOf(box, name);
    expect(state.length).toBeLessThanOrEqual(128);
    expect(nameIn(box, state)).toBe(name);
    expect(nameIn(createSecretBox(['another key, the current one of two', 'a key that is long enough, and not guessed']), state)).toBe(
      name,
    );
  });

  test.each([
    ['nothing', undefined],
    ['an object', {}],
    ['a name without a code', 'name'],
    ['a code of another name', clientStateOf(box, 'other').replace('other', 'name')],
    ['a code of another key', clientStateOf(createSecretBox(['some other key of somebody else']), 'name')],
    ['something very long', 'x'.repeat(100_000)],
    ['three parts', `${clientStateOf(box, 'name')}.x`],
  ])('%s is nobody’s', (_what, state) => expect(nameIn(box, state)).toBeNull());

  test('a code is for one purpose: what is sealed for another is not taken', () => {
    expect(box.isMac(box.mac('name', 'elsewhere'), 'name', 'notices')).toBe(false);
  });
});

describe('a delivery', () => {
  const ours = (more: object = {}) => ({ clientState: 'mine', subscriptionId: 's', ...more });
  const read = (body: unknown) => readNotices(body, (state) => (state === 'mine' ? 'n' : null));

  test('says what is ours, and whatever else stands in it is left', () => {
    const value = [
      ours(),
      ours({ lifecycleEvent: 'missed' }),
      ours({ lifecycleEvent: 'of 2031' }),
      { clientState: 'theirs', subscriptionId: 's' },
      null,
      5,
    ];
    expect(read({ value }).map(({ kind }) => kind)).toEqual(['change', 'missed']);
    expect(noticesIn({ value })).toBe(6);
  });

  test.each([[undefined], [null], ['text'], [[]], [{ value: 'x' }], [{ value: { length: 5 } }]])('%j is none', (body) => {
    expect([read(body), noticesIn(body)]).toEqual([[], 0]);
  });

  test('no more than a thousand are read of one', () =>
    expect(read({ value: Array.from({ length: 5_000 }, () => ours()) })).toHaveLength(1_000));
});

describe('the inbox', () => {
  const notice = (name: string) => ({ name, subscriptionId: 's', kind: 'change' as const });

  test('hands a burst on once, and what comes while it does so afterwards', async () => {
    const heard: string[][] = [];
    const inbox = createInbox(
      async (notices) => void heard.push(notices.map(({ name }) => name)),
      () => undefined,
      5,
    );
    for (let at = 0; at < 100; at += 1) inbox.put([notice('a'), notice(at % 2 === 0 ? 'b' : 'c')]);
    await inbox.drain();
    expect(heard).toEqual([['a', 'b', 'c']]);
    await inbox.drain();
    expect(heard).toHaveLength(1);
  });

  test('keeps what could not be noted, and hands it on with what comes', async () => {
    let isDown = true;
    const heard: string[] = [];
    const inbox = createInbox(
      async (notices) => {
        if (isDown) throw new Error('the database is busy');
        heard.push(...notices.map(({ name }) => name));
      },
      () => undefined,
      5,
    );
    inbox.put([notice('a')]);
    await inbox.drain();
    isDown = false;
    inbox.put([notice('b')]);
    await inbox.drain();
    expect(heard.sort()).toEqual(['a', 'b']);
  });
});

describe('lives', () => {
  const now = 1_800_000_000_000;
  test.each([
    ['what was granted', new Date(now + 100 * MINUTE).toISOString(), 100],
    ['no longer than was asked for', new Date(now + 9_000 * MINUTE).toISOString(), 4_200],
    ['an hour, where the answer says nothing', undefined, 60],
    ['an hour, where it lies behind us', new Date(now - MINUTE).toISOString(), 60],
  ])('%s', (_what, granted, minutes) => expect(endOf(granted, { now, minutes: 4_200 })).toBe(now + minutes * MINUTE));

  test('are renewed at about half, and not all at once', () => {
    const at = (random: number) => (renewedAt({ now, expiresAt: now + 1_000 }, random) - now) / 1_000;
    expect([at(0), at(1)]).toEqual([0.45, 0.55]);
  });

  test('are tried again from half a minute up to half an hour', () => {
    expect([againAfterMs(0, 0.5), againAfterMs(50, 0.5)]).toEqual([30_000, 1_800_000]);
  });
});
