/** The sandbox in a process of its own, so that its work is not measured as ours. Told by messages what to do. */
import { startSandbox, type Sandbox } from '../../sandbox/index';
import type { Resource } from '../../src/contracts';
import { APPLICATION, eventAt, personAt, REDIRECT_URI, taskAt } from './people';

export type Order =
  | { readonly do: 'start'; readonly people: number }
  | { readonly do: 'add'; readonly person: number; readonly resource: Resource; readonly items: number; readonly category?: string }
  | { readonly do: 'add-large'; readonly person: number; readonly events: number; readonly characters: number; readonly isSeries: boolean }
  | { readonly do: 'add-list'; readonly person: number; readonly name: string; readonly items: number }
  | { readonly do: 'add-calendar'; readonly person: number; readonly name: string; readonly items: number }
  | { readonly do: 'change'; readonly person: number; readonly events: number; readonly to: string }
  | { readonly do: 'look'; readonly person: number; readonly subject: string }
  | { readonly do: 'count' };
export type Done = { readonly origin: string; readonly tenantId: string; readonly requests: number; readonly isThere: boolean };

let sandbox: Sandbox | undefined;

process.on('message', (order: Order) => void carryOut(order).then((done) => process.send?.(done)));

async function carryOut(order: Order): Promise<Done> {
  if (order.do === 'start') {
    const users = Array.from({ length: order.people }, (_, at) => ({ ...personAt(at), timeZone: 'W. Europe Standard Time' }));
    const applicationPermissions = ['Calendars.ReadWrite', 'MailboxSettings.Read', 'Tasks.ReadWrite.All'];
    sandbox = await startSandbox({
      users,
      applications: [
        {
          clientId: APPLICATION.clientId,
          name: 'CRM',
          redirectUris: [REDIRECT_URI],
          secrets: [APPLICATION.clientSecret],
          applicationPermissions,
        },
      ],
    });
  }
  if (!sandbox) throw new Error('start the sandbox first');
  if (order.do === 'add') {
    const mailbox = sandbox.mailbox(personAt(order.person).address);
    for (let at = 0; at < order.items; at += 1) {
      if (order.resource === 'calendar')
        mailbox.addEvent({ ...eventAt(at), ...(order.category === undefined ? {} : { categories: [order.category] }) });
      else mailbox.tasks.addTask(taskAt(at));
    }
  }
  if (order.do === 'add-large') {
    const mailbox = sandbox.mailbox(personAt(order.person).address);
    const content = 'x'.repeat(order.characters);
    for (let at = 0; at < order.events; at += 1) {
      const event = eventAt(at);
      const range = {
        type: 'numbered',
        startDate: String(event.start.dateTime).slice(0, 10),
        numberOfOccurrences: 3,
        recurrenceTimeZone: 'UTC',
      };
      const recurrence = order.isSeries ? { pattern: { type: 'daily', interval: 1 }, range } : {};
      mailbox.addEvent({ ...event, body: { contentType: 'text', content: `${at} ${content}` }, ...(order.isSeries ? { recurrence } : {}) });
    }
  }
  if (order.do === 'add-list') {
    const { tasks } = sandbox.mailbox(personAt(order.person).address);
    const list = String(tasks.addList(order.name)['id']);
    for (let at = 0; at < order.items; at += 1) tasks.addTask(taskAt(at), list);
  }
  if (order.do === 'add-calendar') {
    const mailbox = sandbox.mailbox(personAt(order.person).address);
    const calendar = mailbox.addCalendar(order.name);
    for (let at = 0; at < order.items; at += 1) mailbox.addEvent(eventAt(at), calendar);
  }
  if (order.do === 'change') {
    const mailbox = sandbox.mailbox(personAt(order.person).address);
    for (const { id } of mailbox.listEvents().slice(0, order.events))
      mailbox.changeEvent(String(id), { location: { displayName: order.to } });
  }
  if (order.do === 'look') {
    const isThere = sandbox
      .mailbox(personAt(order.person).address)
      .listEvents()
      .some(({ subject }) => subject === order.subject);
    return { origin: sandbox.graph, tenantId: sandbox.tenantId, requests: 0, isThere };
  }
  const requests = sandbox.requests.entries.filter(({ isBatchPart, path }) => !isBatchPart && path.startsWith('/v1.0/')).length;
  sandbox.requests.clear();
  return { origin: sandbox.graph, tenantId: sandbox.tenantId, requests, isThere: false };
}
