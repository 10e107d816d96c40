import { expect, it } from 'vitest';
import { createClock } from '../../clock.js';
import { Mailbox } from '../../mailbox/mailbox.js';
import { createRandom } from '../../random.js';
import type { Loose } from '../../testing/fixture.js';
import { createTasksSide } from '../../todo/tasks-side.js';
import type { GraphHost } from '../serve-graph.js';
import { serveGraph } from '../serve-graph.js';

/** Whoever applies the rounds of the feed to what they had ends with what there is, whatever people do while they read. */
it.each(Array.from({ length: 40 }, (_none, seed) => seed + 1))('rounds lead to what the lists hold (seed %i)', (seed) => {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  let now = Date.parse('2026-03-01T00:00:00Z');
  const clock = createClock(() => now);
  const mailbox = new Mailbox({ address: 'ada@sandbox.example', name: 'Ada', id: 'ada' }, 1, clock, seed % 2 ? 0 : 2000);
  const side = createTasksSide(mailbox);
  const lists = [side.defaultListId, side.addList('Other')['id'] as string];
  const host: GraphHost = {
    root: () => 'http://host',
    clock,
    random,
    findMailbox: () => mailbox,
    authenticate: () => ({ kind: 'delegated', tokenId: 't', personId: 'ada', clientId: '', scopes: ['Tasks.ReadWrite'] }),
  };
  const followers = lists.map((list) => ({
    link: `/v1.0/me/todo/lists/${list}/tasks/delta?$top=${1 + Math.floor(random() * 4)}`,
    held: new Map<string, Loose>(),
  }));
  const readPage = (follower: (typeof followers)[number]): boolean => {
    const body = serveGraph(host, { method: 'GET', url: follower.link, headers: {}, body: undefined }).body as Loose;
    for (const item of body['value']) {
      if (item['@removed']) follower.held.delete(item.id);
      else follower.held.set(item.id, item);
    }
    follower.link = (body['@odata.nextLink'] ?? body['@odata.deltaLink']).replace('http://host', '');
    return body['@odata.deltaLink'] !== undefined;
  };
  const all = () => lists.flatMap((list) => side.listTasks(list));
  const steps = [
    () => void side.addTask({ title: `Task ${random()}` }, pick(lists)),
    () => void side.addTask({ title: `Task ${random()}` }, pick(lists)),
    () => all().length > 0 && side.changeTask(pick(all())['id'] as string, { title: `Changed ${random()}` }),
    () => all().length > 0 && side.deleteTask(pick(all())['id'] as string),
    () => all().length > 0 && side.moveTask(pick(all())['id'] as string, pick(lists)),
    () => readPage(pick(followers)),
    () => readPage(pick(followers)),
    () => void (now += 1000),
  ];
  for (let count = 0; count < 300; count += 1) pick(steps)();
  now += 10_000;
  for (const [index, follower] of followers.entries()) {
    // The round that is open, and the one after it.
    for (let ends = 0, pages = 0; ends < 2; pages += 1) {
      expect(pages, 'a round without an end').toBeLessThan(2000);
      if (readPage(follower)) ends += 1;
    }
    const titles = (tasks: Iterable<Loose>) => [...tasks].map(({ id, title }) => `${id} ${title}`).sort();
    expect(titles(follower.held.values())).toEqual(titles(side.listTasks(lists[index])));
  }
});
