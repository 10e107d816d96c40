import type { GraphAnswer, Mailbox } from '../../microsoft/index';
import type { AccountsContext } from '../context';
import { missingMessage, type Integrations } from '../sign-in/permissions';
import { graphFailure } from '../sign-in/profile';
import type { AccountRow } from '../store';
import type { Verdicts } from './verdicts';

const ID_OF_NO_EVENT = 'strapi-microsoft-sync-check';

interface Probe {
  context: AccountsContext;
  mailbox: Mailbox;
  row: AccountRow;
  integrations: Integrations;
  verdicts: Verdicts;
  isDelegated: boolean;
}

/**
 * The last steps of *Check Connection*: reads a little of what synchronization will read, and learns whether it may write without changing anything.
 * Throws AccountFailure where the account itself is at fault.
 */
export async function probeMailbox(probe: Probe): Promise<void> {
  const { context, mailbox, row, integrations, verdicts, isDelegated } = probe;

  const settings = await mailbox.send({ method: 'GET', path: '/mailboxSettings' });
  if (!settle(probe, 'mailbox', settings, 'MailboxSettings.Read')) return;
  const zone = (settings.body as { timeZone?: unknown }).timeZone;
  const timeZone = typeof zone === 'string' ? await context.toIana(zone) : null;
  if (timeZone !== null && timeZone !== row.mailboxTimeZone) await context.store.update(row.userId, { mailboxTimeZone: timeZone });
  verdicts.good('mailbox', `The mailbox of ${row.mailboxAddress ?? 'this account'} answers.`);

  if (!integrations.calendar) {
    verdicts.notNeeded('calendar', 'Not needed: calendar synchronization is off.');
  } else {
    const calendar = await mailbox.send({ method: 'GET', path: '/calendar?$select=id,name,canEdit' });
    if (!settle(probe, 'calendar', calendar, 'Calendars.ReadWrite')) return;
    if ((calendar.body as { canEdit?: unknown }).canEdit === false)
      return verdicts.bad(
        'calendar',
        'calendar-read-only',
        'The calendar can be read, but Microsoft lets nobody write in it: entries of Strapi do not get there. Ask your Microsoft administrator why it is read-only, or synchronize from Microsoft to Strapi only.',
      );
    // No token shows what Exchange grants. Microsoft looks at the permission first: who has it hears that there is no such event.
    const deletion = await mailbox.send({ method: 'DELETE', path: `/events/${ID_OF_NO_EVENT}` });
    const isAllowed = deletion.failure?.reason === 'not-found' || deletion.failure?.reason === 'rejected';
    if (!isAllowed && !settle(probe, 'calendar', deletion, 'Calendars.ReadWrite')) return;
    verdicts.good('calendar', 'The calendar can be read and written.');
  }

  if (!integrations.tasks) {
    verdicts.notNeeded('tasks', 'Not needed: task synchronization is off.');
  } else if (!context.cloud.hasTasks) {
    verdicts.bad(
      'tasks',
      'not-available',
      'Microsoft To Do does not exist in this cloud. An administrator can switch tasks off under Settings → Microsoft 365 → System.',
    );
  } else {
    const lists = await mailbox.send({ method: 'GET', path: '/todo/lists' });
    if (lists.failure !== null && ['no-mailbox', 'not-found', 'rejected'].includes(lists.failure.reason))
      return verdicts.bad(
        'tasks',
        'no-mailbox',
        'This mailbox has no Microsoft To Do. Ask your Microsoft administrator to switch To Do on for this account; until then tasks stay as they are, and the calendar goes on.',
      );
    if (!settle(probe, 'tasks', lists, isDelegated ? 'Tasks.ReadWrite' : 'Tasks.ReadWrite.All')) return;
    verdicts.good('tasks', 'The task lists can be read.');
  }
}

/** True where the step may go on. */
function settle(
  { verdicts, isDelegated }: Probe,
  step: 'mailbox' | 'calendar' | 'tasks',
  { failure }: GraphAnswer,
  permission: string,
): boolean {
  if (failure === null) return true;
  if (failure.reason === 'forbidden') {
    const message = missingMessage([permission], isDelegated);
    // In application mode Graph's refusal is often the first that is heard of a missing permission.
    verdicts.bad(isDelegated || step === 'tasks' ? step : 'permissions', isDelegated ? 'forbidden' : 'scope-missing', message);
    return false;
  }
  const { reason, message } = graphFailure(failure);
  const isOfStep = reason === 'no-mailbox' || reason === 'throttled' || reason === 'microsoft-unavailable';
  verdicts.bad(isOfStep ? step : 'sign-in', reason, message);
  return false;
}
