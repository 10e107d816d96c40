import { it } from 'vitest';
import fs from 'node:fs';
import { prove } from './prove';
import type { History } from './steps';
const file = process.env['TRACE'];
it.runIf(file)('trace', async () => {
  const { resources, ...history } = JSON.parse(fs.readFileSync(file!, 'utf8')) as History & { resources: never };
  await prove(resources, history, {}, (text) => console.log(text));
});
