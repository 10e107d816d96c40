import fs from 'node:fs';
import path from 'node:path';
import { cache } from '../setup/root.mjs';

const DAY = 24 * 60 * 60 * 1000;

/** Tasks as Graph takes them, for the days around today. Gives the place of the file. */
export function writeDemoTasks(now = Date.now()) {
  const due = (days) => ({ dateTime: `${new Date(now + days * DAY).toISOString().slice(0, 10)}T00:00:00`, timeZone: 'W. Europe Standard Time' });
  const tasks = [
    { title: 'Call the harbour master', dueDateTime: due(1), importance: 'high' },
    { title: 'Figures for the quarterly review', dueDateTime: due(2), status: 'inProgress', body: { contentType: 'text', content: 'Ask Grace.' } },
    { title: 'Book the summer house', status: 'completed' },
  ];
  const file = path.join(cache, 'demo-tasks.json');
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(file, JSON.stringify(tasks, null, 2));
  return file;
}
