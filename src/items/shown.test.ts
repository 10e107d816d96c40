import { expect, it } from 'vitest';
import { shownItem } from './shown';

const shown = (columns: object) => shownItem('calendar', { documentId: 'event', ...columns }, () => 'api::event.event');

it.each(['https://teams.example/join', 'HTTP://intranet/join'])('%s is a link', (address) =>
  expect(shown({ webLink: address, onlineMeetingUrl: address })).toMatchObject({ webLink: address, onlineMeetingUrl: address }),
);

it.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,x',
  'java\nscript:alert(1)',
  '//elsewhere.example',
  'teams.example',
])('%j is none', (address) =>
  expect(shown({ webLink: address, onlineMeetingUrl: address })).toMatchObject({ webLink: null, onlineMeetingUrl: null }),
);
