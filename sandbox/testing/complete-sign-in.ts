/** Walks through the sandbox's sign-in pages as a browser would, for tests. */
export interface SignInChoice {
  readonly address: string;
  /** @default 'accept' */
  readonly decision?: 'accept' | 'cancel';
}

export interface SignInResult {
  /** Where the browser was sent in the end; absent when it was left on an error page. */
  readonly redirect?: URL;
  /** Text of the last page. */
  readonly page: string;
  readonly status: number;
}

export async function completeSignIn(authorizeUrl: string, choice: SignInChoice): Promise<SignInResult> {
  let response = await fetch(authorizeUrl, { redirect: 'manual' });
  for (let step = 0; step < 3; step += 1) {
    const page = await response.text();
    const location = response.headers.get('location');
    if (location !== null) return { redirect: new URL(location), page, status: response.status };
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1];
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1];
    if (action === undefined || request === undefined) return { page, status: response.status };
    const isConsent = page.includes('value="accept"');
    const form = new URLSearchParams({ request });
    if (page.includes('Need admin approval')) form.set('decision', 'cancel');
    else if (isConsent) form.set('decision', choice.decision ?? 'accept');
    else form.set('account', choice.address);
    response = await fetch(new URL(action, authorizeUrl), { method: 'POST', body: form, redirect: 'manual' });
  }
  throw new Error('The sign-in pages do not come to an end.');
}
