import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIVITY, MEETING, openCrm, playgroundHomes, type Crm } from '../support/crm';

const zero = { created: 0, updated: 0, deleted: 0 };
const quiet = { strapi: zero, microsoft: zero, held: 0, conflicts: 0 };
const at = (hour: number) => ({
  dateTime: new Date(new Date().setUTCHours(48 + hour, 0, 0, 0)).toISOString().slice(0, 19),
  timeZone: 'UTC',
});
const paragraph = (...children: object[]) => ({ type: 'paragraph', children });
const text = (letters: string, marks: object = {}) => ({ type: 'text', text: letters, ...marks });

describe('bodies with formatting', () => {
  let crm: Crm;
  const event = (subject: string) => {
    const found = crm.office.mailbox.listEvents().find((one) => one.subject === subject);
    if (!found) throw new Error(`no ${subject}`);
    return found as unknown as { id: string; body: { contentType: string; content: string } };
  };
  const activity = async (title: string) =>
    (await crm.documents(ACTIVITY).findMany({ filters: { title } }))[0] as unknown as { documentId: string; description: string };
  const quietly = async () => expect(await crm.sync('calendar', { full: true })).toMatchObject(quiet);
  beforeAll(async () => {
    crm = await openCrm({ resources: playgroundHomes().crm });
  });
  afterAll(() => crm.close());

  it('blocks go to Microsoft as they are meant, and come back so', async () => {
    const notes = [
      { type: 'heading', level: 2, children: [text('Agenda')] },
      paragraph(text('Bring '), text('the map', { bold: true }), text('\nand tea')),
    ];
    const { documentId } = await crm.createMeeting({ title: 'Visit', notes });
    await crm.sync('calendar');
    expect(event('Visit').body.content).toContain('<h2>Agenda</h2><p>Bring <strong>the map</strong><br>and tea</p>');
    await quietly();
    crm.office.mailbox.changeEvent(event('Visit').id, {
      body: { contentType: 'html', content: '<div><i>Later</i></div><ul><li>one</li></ul>' },
    });
    expect(await crm.sync('calendar')).toMatchObject({ strapi: { updated: 1 }, microsoft: zero });
    expect((await crm.read(MEETING, { documentId, locale: 'en', status: 'published' }))?.['notes']).toEqual([
      paragraph(text('Later', { italic: true })),
      { type: 'list', format: 'unordered', children: [{ type: 'list-item', children: [text('one')] }] },
    ]);
    await quietly();
  });

  it('Markdown keeps the spelling in which it was written, and Microsoft’s edit comes in as Markdown', async () => {
    await crm.createActivity('call', { title: 'Call back', description: 'Ask *about*:\n\n* the [page](https://x.test)\n* tea' });
    await crm.sync('calendar');
    expect(event('Call back').body.content).toContain(
      '<p>Ask <em>about</em>:</p><ul><li>the <a href="https://x.test">page</a></li><li>tea</li></ul>',
    );
    await quietly();
    expect((await activity('Call back')).description).toContain('Ask *about*');
    crm.office.mailbox.changeEvent(event('Call back').id, { body: { contentType: 'html', content: '<p>Asked, <b>twice</b></p>' } });
    await crm.sync('calendar');
    expect((await activity('Call back')).description).toBe('Asked, **twice**');
    await quietly();
  });

  it('what Strapi cannot hold stays in Microsoft until somebody edits the body', async () => {
    const content = '<table style="color:red"><tr><td>a</td><td><b>b</b></td></tr></table>';
    crm.office.mailbox.addEvent({ subject: 'Table', start: at(9), end: at(10), body: { contentType: 'html', content } });
    await crm.sync('calendar');
    const { documentId, description } = await activity('Table');
    expect(description).toBe('a **b**');
    await crm.documents(ACTIVITY).update({ documentId, data: { title: 'Table of two' } });
    await crm.sync('calendar');
    expect(event('Table of two').body.content).toContain('<td><b>b</b></td>');
    await crm.documents(ACTIVITY).update({ documentId, data: { description: 'a, **b** and c' } });
    await crm.sync('calendar');
    expect(event('Table of two').body.content).toContain('<p>a, <strong>b</strong> and c</p>');
    await quietly();
  });

  it('hostile HTML does not reach Strapi', async () => {
    const content = '<p onclick="x">a<script>alert(1)</script><a href="javascript:alert(1)">b</a><img src=x onerror=alert(1)></p>';
    crm.office.mailbox.addEvent({ subject: 'Trap', start: at(11), end: at(12), body: { contentType: 'html', content } });
    await crm.sync('calendar');
    expect((await activity('Trap')).description).toBe('ab');
  });
});
