const HOUR = 3_600_000;

export const APPLICATION = { clientId: '6c6f63a1-0000-4000-8000-00000000c1d0', clientSecret: 'office~test.secret-Value' };
export const REDIRECT_URI = 'http://localhost:1337/api/microsoft-sync/oauth/callback';

export const personAt = (at: number) => ({ address: `person-${at}@sandbox.example`, name: `Person ${at}` });

/** As an event of an office is: a text, a place, people. In the window, half an hour each. */
export function eventAt(at: number) {
  const start = Math.floor(Date.now() / HOUR) * HOUR + (24 + (at % 5000)) * HOUR;
  const time = (instant: number) => ({ dateTime: new Date(instant).toISOString().replace('Z', ''), timeZone: 'UTC' });
  return {
    subject: `Event ${at}`,
    body: { contentType: 'text', content: `What is said about event ${at}.\nAnd what is to be brought.` },
    start: time(start),
    end: time(start + HOUR / 2),
    location: { displayName: 'Room' },
    categories: at % 3 === 0 ? ['Blue category'] : [],
  };
}

/** As a task of an office is. */
export function taskAt(at: number) {
  return {
    title: `Task ${at}`,
    body: { contentType: 'text', content: `What is to be done about task ${at}.\nAnd what is needed for it.` },
    dueDate: new Date(Date.now() + (at % 300) * 24 * HOUR).toISOString().slice(0, 10),
    categories: at % 3 === 0 ? ['Blue category'] : [],
  };
}
