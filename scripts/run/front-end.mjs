import { root } from '../setup/root.mjs';
import { startChild } from './child.mjs';
import { freePort } from './port.mjs';
import { untilAnswers } from './until-answers.mjs';

const PREFERRED_PORT = 5173;

/** The example of a front end, at an origin of its own. */
export async function startFrontEnd({ keep, strapiUrl }) {
  const port = await freePort(PREFERRED_PORT);
  const env = { ...process.env, PORT: String(port), STRAPI_URL: strapiUrl };
  const child = keep(startChild('Front', [process.execPath, 'examples/front-end/serve.mjs'], { cwd: root, env, isQuiet: () => true }));
  const url = `http://localhost:${port}`;
  await untilAnswers(url, child);
  return url;
}
