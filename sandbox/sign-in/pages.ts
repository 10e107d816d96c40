import { escapeHtml } from '../mailbox/html.js';
import type { Outgoing } from '../server/exchange.js';
import { html } from '../server/exchange.js';
import type { SandboxApplication } from '../options.js';
import type { DirectoryPerson } from './directory.js';
import { describeScope } from './scopes.js';

/** Microsoft's login isolates its window: an opener loses sight of a popup that went through here. */
const headers = { 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' };

export function accountPage(action: string, request: string, people: readonly DirectoryPerson[], hint: string | undefined): Outgoing {
  const wanted = hint?.toLowerCase();
  const ordered = [...people].sort(
    (one, other) => Number(other.address.toLowerCase() === wanted) - Number(one.address.toLowerCase() === wanted),
  );
  const choices = ordered.map(
    (person, index) => `<li><button name="account" value="${escapeHtml(person.address)}"${index === 0 ? ' autofocus' : ''}>
      <span class="face" aria-hidden="true">${escapeHtml(initials(person.name))}</span>
      <span><strong>${escapeHtml(person.name)}</strong><br><small>${escapeHtml(person.address)}</small></span></button></li>`,
  );
  return page(
    'Pick an account',
    `<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="request" value="${escapeHtml(request)}">
    <ul class="accounts">${choices.join('')}</ul>
    <p class="buttons"><button class="plain" name="decision" value="cancel">Cancel</button></p></form>`,
  );
}

export function consentPage(
  action: string,
  request: string,
  person: DirectoryPerson,
  application: SandboxApplication,
  scopes: readonly string[],
): Outgoing {
  const items = scopes.map((name) => `<li>${escapeHtml(describeScope(name))} <code>${escapeHtml(name)}</code></li>`);
  return page(
    'Permissions requested',
    `<p><small>${escapeHtml(person.address)}</small></p>
    <p><strong>${escapeHtml(application.name)}</strong> would like to:</p><ul class="scopes">${items.join('')}</ul>
    <p><small>Accepting these permissions means that you allow this app to use your data as specified in its terms of service and privacy statement.</small></p>
    <form method="post" action="${escapeHtml(action)}"><input type="hidden" name="request" value="${escapeHtml(request)}">
    <p class="buttons"><button class="plain" name="decision" value="cancel">Cancel</button> <button class="primary" name="decision" value="accept" autofocus>Accept</button></p></form>`,
  );
}

/** Where a person may not consent: an administrator has to, or the person goes back. */
export function approvalPage(action: string, request: string, person: DirectoryPerson, application: SandboxApplication): Outgoing {
  return page(
    'Need admin approval',
    `<p><small>${escapeHtml(person.address)}</small></p>
    <p><strong>${escapeHtml(application.name)}</strong> needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>
    <form method="post" action="${escapeHtml(action)}"><input type="hidden" name="request" value="${escapeHtml(request)}">
    <p class="buttons"><button class="plain" name="decision" value="cancel">Return to the application without granting consent</button></p></form>`,
  );
}

export function adminConsentPage(
  action: string,
  application: SandboxApplication,
  scopes: readonly string[],
  given: URLSearchParams,
): Outgoing {
  const items = scopes.map((name) => `<li>${escapeHtml(describeScope(name))} <code>${escapeHtml(name)}</code></li>`);
  const fields = [...given].map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`);
  return page(
    'Permissions requested',
    `<p>Accept for your organization</p><p><strong>${escapeHtml(application.name)}</strong> would like to:</p><ul class="scopes">${items.join('')}</ul>
    <form method="post" action="${escapeHtml(action)}">${fields.join('')}<p class="buttons"><button class="primary" autofocus>Accept</button></p></form>`,
  );
}

export function grantedPage(): Outgoing {
  return page('Permissions granted', '<p>You can close this window.</p>');
}

/** Shown instead of a redirect where going back to the application would not be safe. */
export function errorPage(description: string, status = 400): Outgoing {
  return page(
    'Sign in',
    `<p><strong>Sorry, but we’re having trouble signing you in.</strong></p><p class="error" role="alert">${escapeHtml(description)}</p>`,
    status,
  );
}

export function signedOutPage(): Outgoing {
  return page('You signed out of your account', "<p>It's a good idea to close all browser windows.</p>");
}

function page(title: string, content: string, status = 200): Outgoing {
  return html(
    status,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Sandbox</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/sandbox/assets/sign-in.css"></head>
<body><main><p class="brand">Local Microsoft 365 <small>sandbox</small></p><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`,
    headers,
  );
}

function initials(name: string): string {
  const parts = name.split(/\s+/).filter((part) => part !== '');
  return `${parts[0]?.[0] ?? ''}${parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}
