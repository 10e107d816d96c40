import { expect, it } from 'vitest';
import { relativeToVersion } from './address';
import { resolveCloud } from './cloud';

it.each([
  ['https://graph.microsoft.com/v1.0/me/events?$skiptoken=a%2Bb', '/me/events?$skiptoken=a%2Bb'],
  ['https://graph.microsoft.com:443/v1.0/me/events?$skiptoken=a%2Bb', '/me/events?$skiptoken=a%2Bb'],
  ['HTTPS://Graph.Microsoft.com/v1.0/me/events', '/me/events'],
  ['https://graph.microsoft.com:8443/v1.0/me/events', null],
  ['https://graph.microsoft.com/beta/me/events', null],
  ['https://elsewhere.example/v1.0/me/events', null],
  ['/v1.0/me/events', null],
])('%s in a batch', (link, url) => expect(relativeToVersion(resolveCloud('global'), link)).toBe(url));
