/** Connecting a mailbox, in a window of its own or on this page. What Microsoft sends back comes in the fragment of `returnTo` (docs/rest.md). */
import type { AccountStatus, Resource } from '../contracts';
import type { ErrorCode, FrontEndProblem } from '../contracts/errors';
import type { Answer, ConnectBegun } from '../contracts/http';
import { MicrosoftSyncError } from './error';
import { hereWithoutFragment, page, type Popup } from './page';
import type { Request } from './request';

export interface ConnectOptions {
  /** A page of this origin that calls `finishConnecting()`; its origin is one of `frontEnds` of the server. @default this page */
  returnTo?: string;
  /** What is to be synchronized from then on, and nothing else. @default as it is set */
  resources?: Resource[];
}
interface Returned {
  readonly state: string;
  readonly code: string | null;
  readonly error: string | null;
}

/** Between the page that opened a window and the one that the window comes back to. */
const CHANNEL = 'microsoft-sync.front-end';
const LOOK_MS = 250;
/** The window is gone, and the person looks at this page again. Where a page of Microsoft's cuts the window off, only the latter shows it. */
const GONE_MS = 1_500;
const TAKEN_MS = 400;

export function signInWith(request: Request) {
  const begin = async ({ returnTo = hereWithoutFragment(), resources }: ConnectOptions): Promise<string> =>
    (await request<Answer<ConnectBegun>>('POST', '/connect', { body: { returnTo, ...(resources ? { resources } : {}) } })).data.url;
  async function finish({ code, state, error }: Returned): Promise<AccountStatus> {
    if (code === null) throw declined(error ?? 'ended');
    return (await request<Answer<AccountStatus>>('POST', '/connect/finish', { body: { code, state } })).data;
  }

  return {
    /** To be called in the handler of a click, or the browser opens no window. Resolves once the mailbox is connected. */
    async connectInPopup(options: ConnectOptions = {}): Promise<AccountStatus> {
      const popup = page().open('', '_blank', 'popup,width=520,height=680');
      if (!popup) throw new MicrosoftSyncError({ code: 'popup-blocked', message: 'The browser has opened no window.' });
      try {
        const url = await begin(options);
        popup.location.href = url;
        return await finish(await returnedTo(popup, new URL(url).searchParams.get('state') ?? ''));
      } finally {
        popup.close();
      }
    },
    /** Leaves this page. `finishConnecting()` of the page it comes back to ends it. */
    async connectByRedirect(options: ConnectOptions = {}): Promise<void> {
      page().location.assign(await begin(options));
    },
    /**
     * On the page of `returnTo`, before anything else looks at the address: takes the answer out of it and connects. Null where there is none. In a
     * window of `connectInPopup` it hands the answer on and closes the window; what follows is not seen by anybody.
     */
    async finishConnecting(): Promise<AccountStatus | null> {
      const returned = takeFragment();
      if (returned === null) return null;
      if (await isTakenByOpener(returned)) {
        page().close();
        return null;
      }
      return finish(returned);
    },
  };
}

function takeFragment(): Returned | null {
  const fragment = new URLSearchParams(page().location.hash.slice(1));
  const [state, code, error] = ['state', 'code', 'error'].map((name) => fragment.get(name));
  if (!state || (!code && !error)) return null;
  page().history.replaceState(null, '', hereWithoutFragment());
  return { state, code: code ?? null, error: error ?? null };
}

/** Pages of this origin alone hear it. */
function isTakenByOpener(returned: Returned): Promise<boolean> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(CHANNEL);
    const end = (isTaken: boolean) => {
      clearTimeout(timer);
      channel.close();
      resolve(isTaken);
    };
    const timer = setTimeout(() => end(false), TAKEN_MS);
    channel.onmessage = ({ data }: { data: { taken?: string } }) => data.taken === returned.state && end(true);
    channel.postMessage(returned);
  });
}

function returnedTo(popup: Popup, state: string): Promise<Returned> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(CHANNEL);
    let goneSince: number | null = null;
    const end = (settle: () => void) => {
      clearInterval(looking);
      channel.close();
      settle();
    };
    const looking = setInterval(() => {
      goneSince = popup.closed && page().document.hasFocus() ? (goneSince ?? Date.now()) : null;
      if (goneSince === null || Date.now() - goneSince < GONE_MS) return;
      end(() => reject(new MicrosoftSyncError({ code: 'popup-closed', message: 'The window was closed before the sign-in had ended.' })));
    }, LOOK_MS);
    channel.onmessage = ({ data }: { data: Returned }) => {
      if (data.state !== state) return;
      channel.postMessage({ taken: state });
      end(() => resolve(data));
    };
  });
}

/** The word says what to do. */
function declined(word: string): MicrosoftSyncError {
  const codes: Partial<Record<FrontEndProblem, ErrorCode>> = {
    declined: 'sign-in-declined',
    expired: 'sign-in-state-invalid',
    'microsoft-unavailable': 'microsoft-unavailable',
  };
  return new MicrosoftSyncError({
    code: codes[word as FrontEndProblem] ?? 'sign-in-failed',
    reason: word,
    message: `Microsoft has not signed the person in: ${word}.`,
  });
}
