import { expect, it } from 'vitest';
import { createScriptedGraph, ok } from '../../server/src/microsoft/testing/scripted-graph';
import { longestStep } from './effort';
import { withPlainBodies } from '../../server/src/microsoft/plain-bodies';

const nested = `${'<blockquote>'.repeat(490)}${'x<br>'.repeat(20_000)}`;
const html = { contentType: 'html', content: `<p>one</p>${' '.repeat(3_000)}<p>two</p>` };

it('long bodies arrive as texts, wherever they stand in an answer', async () => {
  const graph = createScriptedGraph();
  const series = { id: 's', body: html, exceptionOccurrences: [{ id: 'e', body: html }] };
  graph.replies = [ok({ value: [series] }), ok({ responses: [{ id: '0', status: 200, body: series }] })];
  const mailbox = await graph.open();
  const text = expect.objectContaining({ contentType: 'text', content: 'one\ntwo' });
  const read = { id: 's', body: text, exceptionOccurrences: [{ id: 'e', body: text }] };
  expect((await mailbox.send({ method: 'GET', path: '/events' })).body).toEqual({ value: [read] });
  expect((await mailbox.batch([{ method: 'GET', path: '/events/s' }]))[0]?.body).toEqual(read);
});

it('a page of them holds nobody up', () => {
  const page = () => ({ value: Array.from({ length: 4 }, () => ({ body: { contentType: 'html', content: nested } })) });
  expect(longestStep(() => withPlainBodies(page()), 50)).toBeLessThan(50);
});

it('whoever waits meanwhile has a turn at least every fifty milliseconds or so', async () => {
  const graph = createScriptedGraph();
  graph.replies = [ok({ value: Array.from({ length: 12 }, () => ({ body: { contentType: 'html', content: nested } })) })];
  let turns = 0;
  const clock = setInterval(() => (turns += 1), 1);
  await (await graph.open()).send({ method: 'GET', path: '/events' });
  clearInterval(clock);
  expect(turns).toBeGreaterThan(8); // held up, there would be none
});
