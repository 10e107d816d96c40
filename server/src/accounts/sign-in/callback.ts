import { createHash } from 'node:crypto';

import { SIGN_IN_CHANNEL } from '../../../../src/contracts/http';

/**
 * The page behind the redirect URI. It hands code and state to the page that began the sign-in, in the same browser, and stores nothing. It is the same
 * text for everybody: its script reads the address by itself, so nothing of a query can become markup, and the policy admits only this very script.
 */
export function renderCallbackPage({ adminUrl }: { adminUrl: string }): { html: string; headers: Record<string, string> } {
  const script = scriptFor(`${adminUrl.replace(/\/+$/, '')}/settings/microsoft-sync/me`);
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Microsoft 365</title>
<style>${style}</style>
</head>
<body>
<main><p id="text" role="status">…</p></main>
<noscript>Please turn JavaScript on and connect again.</noscript>
<script>${script}</script>
</body>
</html>
`,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy.join('; '),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    },
  };
}

const style =
  ':root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;font:16px/1.5 system-ui,sans-serif}main{padding:2rem;text-align:center}';

const english = {
  handing: 'Handing the sign-in over …',
  done: 'You can close this window.',
  nothing: 'There is nothing to do here. You can close this window.',
  consented: 'Consent is given for your organization. Close this window and test the application once more.',
  refused: 'Consent was not given. You can close this window.',
};
const german: typeof english = {
  handing: 'Die Anmeldung wird übergeben …',
  done: 'Sie können dieses Fenster schließen.',
  nothing: 'Hier gibt es nichts zu tun. Sie können dieses Fenster schließen.',
  consented: 'Die Zustimmung ist für Ihre Organisation erteilt. Schließen Sie dieses Fenster und testen Sie die Anwendung noch einmal.',
  refused: 'Die Zustimmung wurde nicht erteilt. Sie können dieses Fenster schließen.',
};

/** Microsoft's page may cut `window.opener`, hence a channel; where nobody listens, the page of the settings gets the answer in its fragment. */
function scriptFor(settingsPage: string): string {
  return `(function () {
  'use strict';
  var german = /^de\\b/i.test(navigator.language || '');
  var texts = german
    ? ${JSON.stringify(german)}
    : ${JSON.stringify(english)};
  var say = function (text) { document.getElementById('text').textContent = text; };
  if (german) document.documentElement.lang = 'de';
  var query = new URLSearchParams(location.search);
  history.replaceState(null, '', location.pathname);
  var message = { state: query.get('state') };
  if (query.get('code')) message.code = query.get('code');
  if (query.get('error')) message.error = query.get('error');
  if (query.get('error_description')) message.errorDescription = query.get('error_description');
  if (!message.state && message.error) { say(texts.refused); return; }
  if (!message.state && /^true$/i.test(query.get('admin_consent') || '')) { say(texts.consented); return; }
  if (!message.state || !(message.code || message.error)) { say(texts.nothing); return; }
  say(texts.handing);
  var goOn = function () {
    location.replace(${JSON.stringify(settingsPage).replace(/</g, '\\u003c')} + '#' + new URLSearchParams(message).toString());
  };
  var timer = setTimeout(goOn, 1500);
  try {
    var channel = new BroadcastChannel(${JSON.stringify(SIGN_IN_CHANNEL)});
    channel.onmessage = function (event) {
      if (!event.data || event.data.received !== message.state) return;
      clearTimeout(timer);
      channel.close();
      say(texts.done);
      window.close();
    };
    channel.postMessage(message);
  } catch (error) {
    clearTimeout(timer);
    goOn();
  }
})();`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
