import { createMicrosoftSync, MicrosoftSyncError } from 'strapi-plugin-microsoft-sync/client';

/** Where Strapi is: the page that serves this one says so. */
const strapi = document.documentElement.dataset['strapi'] ?? 'http://localhost:1337';
const KEPT = 'example.token';

export const token = {
  read: (): string | null => sessionStorage.getItem(KEPT),
  keep: (value: string): void => sessionStorage.setItem(KEPT, value),
  forget: (): void => sessionStorage.removeItem(KEPT),
};

export const microsoft = createMicrosoftSync({ url: strapi, token: () => token.read() ?? '' });

/** A login of Users & Permissions, as any front end of a Strapi has it. Null: the password is wrong. */
export async function signIn(identifier: string, password: string): Promise<string | null> {
  const answer = await fetch(`${strapi}/api/auth/local`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ identifier, password }),
  });
  return answer.ok ? ((await answer.json()) as { jwt: string }).jwt : null;
}

/** In words for whoever looks at the page. */
export function wordsFor(error: unknown): string {
  if (!(error instanceof MicrosoftSyncError)) throw error;
  switch (error.code) {
    case 'popup-blocked':
      return 'The browser has opened no window. Allow windows for this page, or connect on this page.';
    case 'popup-closed':
      return 'The window was closed before you had signed in.';
    case 'sign-in-declined':
      return 'You have not agreed, so nothing is connected.';
    case 'unreachable':
      return 'The server cannot be reached. Try again in a moment.';
    case 'forbidden':
      return 'Your role may not do this.';
    default:
      return [error.message, ...error.errors.map(({ path, message }) => `${path.join('.')}: ${message}`)].join(' ');
  }
}
