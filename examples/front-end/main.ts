/** A front end of its own origin: sign in to Strapi, connect a mailbox, see a month, edit, decide. */
import { type MyMicrosoft, MicrosoftSyncError } from 'strapi-plugin-microsoft-sync/client';
import { conflictList } from './conflicts';
import { editEvent, newEvent } from './editor';
import { button, element, field, valueIn } from './elements';
import { microsoft, signIn, token, wordsFor } from './microsoft';
import { daysOf, type Month, monthOf, monthView, moved, nameOf } from './month';
import { startingNotice } from './starting';

const app = document.querySelector('main') as HTMLElement;
const notice = document.getElementById('notice') as HTMLElement;
let month: Month = monthOf(new Date());

const say = (text: string): void => void (notice.textContent = text);
function show(...content: (Node | null)[]): void {
  app.replaceChildren(...content.filter((one) => one !== null));
  app.setAttribute('aria-busy', 'false');
}

/** Runs it, and says in words what went wrong. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof MicrosoftSyncError && error.code === 'not-signed-in') return signedOut();
    say(wordsFor(error));
  }
}

function signedOut(problem = ''): void {
  token.forget();
  const form = element(
    'form',
    {
      class: 'narrow',
      submit: (event) => {
        event.preventDefault();
        void attempt(async () => {
          const jwt = await signIn(valueIn(form, 'identifier'), valueIn(form, 'password'));
          if (jwt === null) return signedOut('E-mail address or password is wrong.');
          token.keep(jwt);
          await signedIn();
        });
      },
    },
    element('h1', {}, 'Sign in'),
    field('E-mail', 'identifier', { type: 'email', autocomplete: 'username', required: true }),
    field('Password', 'password', { type: 'password', autocomplete: 'current-password', required: true }),
    problem === '' ? null : element('p', { class: 'problem', role: 'alert' }, problem),
    element('button', { class: 'main', type: 'submit' }, 'Sign in'),
  );
  show(form);
}

async function signedIn(): Promise<void> {
  const me = await microsoft.me();
  const { state } = me.account;
  if (state === 'not-connected') return show(head(me), connecting());
  const days = daysOf(month);
  const span = { from: (days[0] as Date).toISOString(), to: new Date((days.at(-1) as Date).getTime() + 86_400_000).toISOString() };
  const [starting, occurrences, conflicts] = await Promise.all([
    startingNotice(me, (work) =>
      attempt(async () => {
        await work();
        await signedIn();
      }),
    ),
    microsoft.occurrences(span),
    microsoft.conflicts.list({ resource: 'calendar', decided: false }),
  ]);
  const again = () => void attempt(signedIn);
  const turn = (by: number) => () => {
    month = by === 0 ? monthOf(new Date()) : moved(month, by);
    again();
  };
  show(
    head(me),
    starting,
    conflictList(conflicts.items, (work) =>
      attempt(async () => {
        await work();
        await sync(); // it counts from the next run on
      }),
    ),
    element(
      'div',
      { class: 'row' },
      element('h2', { 'aria-live': 'polite' }, nameOf(month)),
      element('span', { class: 'space' }),
      button('‹', turn(-1), { 'aria-label': 'Earlier month' }),
      button('Today', turn(0)),
      button('›', turn(1), { 'aria-label': 'Later month' }),
    ),
    monthView(month, occurrences, {
      open: (one) => void attempt(() => editEvent(one, again)),
      add: (date) => newEvent(date, again),
    }),
  );
}

function head({ account }: MyMicrosoft): HTMLElement {
  const isConnected = account.state !== 'not-connected';
  return element(
    'header',
    {},
    element('h1', {}, 'My calendar'),
    element('span', { class: 'quiet' }, account.mailbox ? `${account.mailbox.address} · ${account.state}` : 'not connected'),
    element('span', { class: 'space' }),
    isConnected ? button('Sync now', () => attempt(sync)) : null,
    isConnected ? button('Disconnect', () => attempt(disconnect)) : null,
    button('Sign out', () => signedOut()),
  );
}

function connecting(): HTMLElement {
  const resources: ('calendar' | 'tasks')[] = ['calendar'];
  const inWindow = () =>
    attempt(async () => {
      await microsoft.connectInPopup({ resources });
      await sync();
    });
  return element(
    'section',
    {},
    element('h2', {}, 'Connect your Microsoft calendar'),
    element('p', { class: 'quiet' }, 'Your events will be the same here and in Outlook. Others see here what their role lets them see.'),
    element(
      'div',
      { class: 'row' },
      button('Connect', inWindow, { class: 'main' }),
      button('Connect on this page', () => attempt(() => microsoft.connectByRedirect({ resources }))),
    ),
  );
}

async function sync(): Promise<void> {
  say('Asking Microsoft …');
  const { runs } = await microsoft.sync({ resource: 'calendar' });
  const [run] = runs;
  say(run ? `Synchronized: ${run.outcome}.` : 'Synchronization goes on.');
  await signedIn();
}

async function disconnect(): Promise<void> {
  await microsoft.disconnect();
  say('Disconnected. What was synchronized stays on both sides.');
  await signedIn();
}

/** First of all the address: what Microsoft has answered is in it, and nobody else should find it there. */
await attempt(async () => {
  if (await microsoft.finishConnecting()) await microsoft.sync({ resource: 'calendar' });
});
if (token.read() === null) signedOut();
else await attempt(signedIn);
