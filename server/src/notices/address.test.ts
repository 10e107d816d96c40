import { expect, test } from 'vitest';
import { noticeAddress } from './address';

const global = {
  name: 'global',
  authority: 'https://login.microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  hasTasks: true,
} as const;
const local = { ...global, name: 'custom', graph: 'http://127.0.0.1:4365' } as const;
const of = (url: string, isGiven = false, enabled = true) => ({ enabled, isGiven, url });

test.each([
  ['a public address', of('https://crm.example.com/api/x'), global, null],
  ['one of its own for notices', of('https://hooks.example.com/api/x', true), global, null],
  ['a stand-in on this machine that is told where', of('http://127.0.0.1:1337/x', true), local, null],
  ['a stand-in that is told nothing', of('http://localhost:1337/x'), local, 'notices-no-address'],
  ['no TLS', of('http://crm.example.com/x'), global, 'notices-no-address'],
  ['this machine', of('https://localhost:1337/x'), global, 'notices-no-address'],
  ['an address of a network', of('https://192.168.1.5/x'), global, 'notices-no-address'],
  ['another', of('https://172.20.0.4/x'), global, 'notices-no-address'],
  ['one of IPv6', of('https://[fd00::1]/x'), global, 'notices-no-address'],
  ['a name of a network', of('https://strapi.internal/x'), global, 'notices-no-address'],
  ['a name without a domain', of('https://strapi/x'), global, 'notices-no-address'],
  ['switched off', of('https://crm.example.com/x', true, false), global, 'notices-off'],
] as const)('%s', (_what, notifications, cloud, code) => {
  const address = noticeAddress({ notifications, cloud }, true);
  expect('code' in address ? address.code : null).toBe(code);
});
