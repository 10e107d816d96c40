import { stripVTControlCharacters } from 'node:util';
import { playground } from '../setup/root.mjs';
import { startChild } from './child.mjs';
import { untilAnswers } from './until-answers.mjs';

/** What Strapi tells of every request and migration; warnings and errors are always shown. */
const CHATTER = /^\[[^\]]*\] (http|info|debug): /;

/** The playground in production mode, until it answers. */
export async function startStrapi({ keep, port, env, isVerbose }) {
  const command = [process.execPath, '../node_modules/@strapi/strapi/bin/strapi.js', 'start'];
  const isQuiet = (line) => !isVerbose && CHATTER.test(stripVTControlCharacters(line));
  const child = keep(startChild('Strapi', command, { cwd: playground, env, isQuiet }));
  await untilAnswers(`http://127.0.0.1:${port}/_health`, child);
  return child;
}
