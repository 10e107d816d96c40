import fs from 'node:fs';
import path from 'node:path';
import { cache } from '../setup/root.mjs';

const DAY = 24 * 60 * 60 * 1000;

/** Tasks of the default list and a list of its own as Graph shapes them, for the days around today. Returns the place of the file. */
export function writeDemoTasks(now = Date.now()) {
  const due = (days) => ({
    dateTime: `${new Date(now + days * DAY).toISOString().slice(0, 10)}T00:00:00`,
    timeZone: 'W. Europe Standard Time',
  });
  const tasks = [
    { title: 'Call the harbour master', dueDateTime: due(1), importance: 'high' },
    {
      title: 'Figures for the quarterly review',
      dueDateTime: due(2),
      status: 'inProgress',
      body: { contentType: 'text', content: 'Ask Grace.' },
    },
    { title: 'Book the summer house', status: 'completed' },
    {
      displayName: 'Trade fair',
      tasks: [
        { title: 'Order the stand', dueDateTime: due(7), importance: 'high' },
        { title: 'Print the brochures', dueDateTime: due(10) },
        { title: 'Invite the customers', status: 'inProgress' },
      ],
    },
  ];
  const file = path.join(cache, 'demo-tasks.json');
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(file, JSON.stringify(tasks, null, 2));
  return file;
}
