/** Events for tests, some hours from now; the hour is whole, so that both sides hold the same instant. */
export const soon = (hours: number): string => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000).toISOString();
export const graphTime = (hours: number) => ({ dateTime: soon(hours).replace('Z', ''), timeZone: 'UTC' });
/** As a person makes it in Outlook. */
export const remote = (subject: string, hours: number, more: object = {}) => ({ subject, start: graphTime(hours), end: graphTime(hours + 1), ...more });
/** As a person makes it in Strapi. */
export const local = (subject: string, hours: number, more: object = {}) => ({ subject, start: soon(hours), end: soon(hours + 1), ...more });
/** Somebody outside, who would get mail. */
export const attendees = [{ type: 'required', emailAddress: { name: 'Cid', address: 'cid@elsewhere.example' } }];
