import fs from 'node:fs';
import path from 'node:path';
import { cache } from '../setup/root.mjs';

const DAY = 24 * 60 * 60 * 1000;

/** An iCalendar file for the days around today, so that the demo looks the same whenever it is started. Returns its place. */
export function writeDemoCalendar(now = Date.now()) {
  const midnight = Math.floor(now / DAY) * DAY;
  const at = (day, hour, minute = 0) => stamp(midnight + day * DAY + (hour * 60 + minute) * 60_000);
  const events = [
    { SUMMARY: 'Team meeting', DTSTART: at(0, 13), DTEND: at(0, 14), LOCATION: 'Room 3' },
    { SUMMARY: 'Lunch with Grace', DTSTART: at(1, 11), DTEND: at(1, 12, 30), LOCATION: 'Harbour' },
    { SUMMARY: 'Quarterly review', DTSTART: at(2, 8), DTEND: at(2, 9, 30), DESCRIPTION: 'Figures of the last three months.' },
    { SUMMARY: 'Dentist', DTSTART: at(3, 15), DTEND: at(3, 16), CLASS: 'PRIVATE' },
    { SUMMARY: 'Summer house', 'DTSTART;VALUE=DATE': date(midnight + 5 * DAY), 'DTEND;VALUE=DATE': date(midnight + 8 * DAY) },
  ];
  const lines = events.flatMap((event, index) => [
    'BEGIN:VEVENT',
    `UID:demo-${index + 1}@sandbox.example`,
    `DTSTAMP:${stamp(midnight)}`,
    ...Object.entries(event).map(([name, value]) => `${name}:${value}`),
    'END:VEVENT',
  ]);
  const file = path.join(cache, 'demo.ics');
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(
    file,
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//strapi-plugin-microsoft-sync//demo//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n'),
  );
  return file;
}

const stamp = (instant) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
const date = (instant) => stamp(instant).slice(0, 8);
