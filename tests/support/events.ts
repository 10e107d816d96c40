import type { Office } from './office';

/** Events for tests, some hours from now; the hour is whole, so that both sides hold the same instant. */
export const soon = (hours: number): string => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();
export const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });
/** As a person makes it in Outlook. */
export const remote = (subject: string, hours: number, more: object = {}) => ({
  subject,
  start: graphTime(hours),
  end: graphTime(hours + 1),
  ...more,
});
/** As a person makes it in Strapi. */
export const local = (subject: string, hours: number, more: object = {}) => ({
  subject,
  start: soon(hours),
  end: soon(hours + 1),
  ...more,
});
/** Somebody outside, who would get mail. */
export const attendees = [{ type: 'required', emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } }];
/** Times of an event far outside of the window that is read. */
export const farAway = { start: graphTime(24 * 900), end: graphTime(24 * 900 + 1) };
/** `count` different subjects. */
export const manySubjects = (count: number) => Array.from({ length: count }, (_, at) => `E${at}`);

/** How Graph refuses. */
export const refusal = (status: number, code: string) => ({ status, body: { error: { code, message: `${code}.` } } });

/** One event for each subject, made by Ada in Outlook, an hour apart. */
export function addRemote(office: Office, subjects: readonly string[]): void {
  for (const [at, subject] of subjects.entries()) office.mailbox.addEvent(remote(subject, 24 + at));
}

/** The sorted subjects on either side. */
export const inStrapi = async (office: Office) => (await office.events()).map(({ subject }) => subject).sort();
export const inMicrosoft = ({ mailbox }: Pick<Office, 'mailbox'>) =>
  mailbox
    .listEvents()
    .map(({ subject }) => subject)
    .sort();

/** `documentId` of the entry with this subject. */
export async function idOf(office: Office, subject: string): Promise<string> {
  return String((await office.events()).find((event) => event['subject'] === subject)?.['documentId']);
}
/** Graph's id of the event with this subject. */
export const remoteIdOf = ({ mailbox }: Office, subject: string): string =>
  String(mailbox.listEvents().find((event) => event['subject'] === subject)?.['id']);

/** Rows of one of the plugin's tables, past Strapi. */
export const table = (office: Office, name: string) => office.strapi.db.connection(`microsoft_sync_${name}`);
