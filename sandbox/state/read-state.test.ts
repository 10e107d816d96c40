import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../index.js';
import { ada, callerFor, meeting, startTestSandbox } from '../testing/fixture.js';
import { stateFormat } from './saved.js';

const event = () =>
  meeting('Kept', '2026-03-03T10:00:00', '2026-03-03T11:00:00', {
    recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'numbered', startDate: '2026-03-03', numberOfOccurrences: 3 } },
  });

let folder: string;
let stateFile: string;
let good: string;
let warnings: string[];
const open: Sandbox[] = [];
const start = async (file = stateFile): Promise<Sandbox> => {
  const sandbox = await startTestSandbox({ stateFile: file, warn: (line) => void warnings.push(line) });
  open.push(sandbox);
  return sandbox;
};

beforeEach(async () => {
  warnings = [];
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-state-'));
  stateFile = path.join(folder, 'state.json');
  const first = await start();
  const call = await callerFor(first, ada);
  const { body } = await call('POST', '/me/events', event());
  const { body: list } = await call('GET', `/me/events/${body['id']}/instances?startDateTime=2026-03-01&endDateTime=2026-04-01`);
  await call('PATCH', `/me/events/${list['value'][1].id}`, { subject: 'Exception' });
  first.mailbox(ada).tasks.addTask({
    title: 'Kept',
    checklistItems: [{ displayName: 'Step' }],
    linkedResources: [{ externalId: '1' }],
    body: { content: 'x' },
  });
  await call('GET', '/me/calendarView/delta?startDateTime=2026-03-01&endDateTime=2026-04-01');
  await first.close();
  good = readFileSync(stateFile, 'utf8');
});
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a state file', () => {
  it.each<[string, (content: string) => string, string]>([
    ['is empty', () => '', 'no state file'],
    ['was cut off', (content) => content.slice(0, -100), 'damaged'],
    ['has one letter changed', (content) => content.replace('Kept', 'Kapt'), 'damaged'],
    ['is of an older format', (content) => content.replace(`"format":${stateFormat}`, `"format":${stateFormat - 1}`), 'format'],
    ['is something else', () => '{"name":"package"}', 'format'],
    ['is JSON without sense', () => 'null', 'format'],
    ['is no text', () => '\u0000\ufffd', 'no state file'],
  ])('that %s is set aside with one line', async (_name, spoil, reason) => {
    writeFileSync(stateFile, spoil(good));
    const sandbox = await start();
    expect(sandbox.isRestored).toBe(false);
    expect(sandbox.mailbox(ada).listEvents()).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining(reason)]);
    expect(warnings[0]).not.toContain('\n');
    expect(readFileSync(`${stateFile}.broken`, 'utf8')).toBe(spoil(good));
    await sandbox.close();
    expect((await start()).isRestored).toBe(true);
    expect(warnings).toHaveLength(1);
  });

  it('that is a folder is set aside too', async () => {
    const folderInstead = path.join(folder, 'folder');
    mkdirSync(folderInstead);
    expect((await start(folderInstead)).isRestored).toBe(false);
    expect(existsSync(`${folderInstead}.broken`)).toBe(true);
  });

  it('that cannot be written is told of once, and the sandbox works', async () => {
    const impossible = path.join(stateFile, 'below-a-file.json');
    const sandbox = await start(impossible);
    sandbox.mailbox(ada).addEvent(event());
    await sandbox.close();
    expect(warnings).toEqual([expect.stringContaining('cannot be written')]);
  });

  it('has these properties: raise `stateFormat` when they change', () => {
    const state = JSON.parse(good.split('\n')[1] ?? '');
    const [mailbox] = state.mailboxes;
    const [stored] = mailbox.events;
    const names = (value: object): string => Object.keys(value).sort().join(' ');
    expect(stateFormat).toBe(4);
    expect({
      state: names(state),
      mailbox: names(mailbox),
      event: names(stored),
      properties: names(stored.properties),
      exception: names(stored.exceptions[0]),
      calendar: names(mailbox.calendars[0]),
      feed: names(mailbox.feed),
      shelf: names(mailbox.tasks),
      list: names(mailbox.lists.all[0]),
      task: names(mailbox.tasks.all[0]),
      taskProperties: names(mailbox.tasks.all[0].properties),
      parts: names({ ...mailbox.tasks.all[0].checklistItems[0], ...mailbox.tasks.all[0].linkedResources[0] }),
      round: names(mailbox.rounds[0][1]),
      refreshToken: names(state.refreshTokens[0][1]),
    }).toEqual({
      state: 'consents isComplete mailboxes refreshTokens signingKey subscriptions',
      mailbox: 'calendars counts events feed lists mails number personId rounds syncGeneration tasks timeZone',
      event:
        'calendarKey cancelledDates createdAt exceptions iCalUId isOrganizer key modifiedAt organizer originalEndTimeZone originalStartTimeZone properties recurrence version',
      properties:
        'allowNewTimeProposals attendees body categories end hideAttendees importance isAllDay isCancelled isOnlineMeeting isReminderOn location locations multiValueExtendedProperties onlineMeetingProvider reminderMinutesBeforeStart responseRequested responseStatus sensitivity showAs singleValueExtendedProperties start subject',
      exception: 'changes createdAt date modifiedAt version',
      feed: 'pending tombstones version visible',
      shelf: 'all feed',
      list: 'displayName isOwner isShared key version wellknownListName',
      task: 'bodyModifiedAt checklistItems createdAt key linkedResources listKey modifiedAt properties version',
      taskProperties:
        'body categories completedDateTime dueDateTime hasAttachments importance isReminderOn recurrence reminderDateTime startDateTime status title',
      parts: 'applicationName createdAt displayName externalId id isChecked webUrl',
      calendar: 'canEdit color hexColor idVersion isDefault isRemovable key name owner version',
      round: 'calendarKey until window',
      refreshToken: 'clientId isRevoked issuedAt personId scopes',
    });
  });
});
