import type { AccountReason } from '../../../src/contracts';
import german from './translations/de.json';
import english from './translations/en.json';

type Texts = Readonly<Record<keyof typeof english, string>>;

/** A further language is a file beside these and a line here. */
export const languages = { en: english, de: german } as const satisfies Record<string, Texts>;
export type Language = keyof typeof languages;

/** What somebody is to be told by mail. */
export type Incident =
  | { readonly kind: 'account'; readonly reason: AccountReason; readonly mode: 'delegated' | 'application' }
  | { readonly kind: 'deletions' }
  | { readonly kind: 'application'; readonly reason: string; readonly organization: string | null }
  | { readonly kind: 'expiry'; readonly of: Expiring };

/** What of an Azure application ends soon, and when. */
export interface Expiring {
  readonly what: 'secret' | 'certificate';
  readonly expiresAt: string;
  readonly daysLeft: number;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

interface About {
  readonly language: Language;
  readonly name: string;
  readonly url: string | null;
}

/** `wanted`: as the admin panel has it, such as 'de' or 'de-AT'. */
export function languageOf(wanted: string | null): Language {
  const known = Object.keys(languages) as Language[];
  const names = [wanted ?? '', (wanted ?? '').slice(0, 2).toLowerCase()];
  return names.flatMap((name) => known.find((one) => one === name) ?? [])[0] ?? 'en';
}

/** By incident: what has happened, and what to do. Nothing of anybody's calendar, for a mail may be read by others. */
export function mailOf(incident: Incident, { language, name, url }: About): Mail {
  const texts: Texts = languages[language];
  const open = url === null ? [] : [texts.open];
  if (incident.kind === 'expiry') {
    const { what, expiresAt, daysLeft } = incident.of;
    const lines = [texts.greeting, texts[`${what}.holds`], texts[`${what}.renew`], ...open];
    const subject = daysLeft === 1 ? texts[`${what}.subject-tomorrow`] : texts[`${what}.subject`];
    const locale = language === 'en' ? 'en-GB' : language;
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(expiresAt));
    return { subject: filledIn([subject], { days: String(daysLeft) }), text: filledIn(lines, { name, url, day }) };
  }
  const isOwnPage = url !== null && incident.kind !== 'application';
  const once = isOwnPage ? `${texts.once} ${texts.settings}` : texts.once;
  const lines = [texts.greeting, ...linesOf(texts, incident), ...open, once];
  return { subject: texts[`${incident.kind}.subject`], text: filledIn(lines, { name, url }) };
}

/** It names nobody who invites: a name is what its holder writes, and mails are believed. */
export function invitationMail(about: About & { readonly url: string }): Mail {
  const texts: Texts = languages[about.language];
  const lines = [
    texts.greeting,
    texts['invitation.text'],
    texts['invitation.how'],
    texts.open,
    texts['invitation.consent'],
    texts['invitation.ignore'],
  ];
  return { subject: texts['invitation.subject'], text: filledIn(lines, { name: about.name, url: about.url }) };
}

type Stepping = Exclude<Incident, { kind: 'expiry' | 'deletions' }>;

function linesOf(texts: Texts, incident: Exclude<Incident, { kind: 'expiry' }>): string[] {
  if (incident.kind === 'deletions') return [texts['deletions.text'], texts['deletions.decide']];
  const isOfOrganization = incident.kind === 'application' && incident.organization !== null;
  const text = isOfOrganization ? 'application.text-organization' : (`${incident.kind}.text` as const);
  return [texts[text], stepOf(texts, incident)];
}

/** What helps depends on who can do something: only where people sign in do they reconnect. */
function stepOf(texts: Texts, incident: Stepping): string {
  const ofSignIn = incident.kind === 'application' ? 'application-step' : incident.mode === 'delegated' ? 'reconnect' : 'pass-on';
  const known = [ofSignIn, 'step'].map((kind) => `${kind}.${incident.reason}`).find((key): key is keyof Texts => Object.hasOwn(texts, key));
  return texts[known ?? 'step.otherwise'];
}

/** A value is taken as it is: what stands in somebody's name is not filled in again. */
const filledIn = (lines: readonly string[], values: Readonly<Record<string, string | null>>): string =>
  lines.map((line) => line.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '')).join('\n\n');
