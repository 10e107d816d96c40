import { Problem } from './problem.mjs';

const [MAJOR, MINOR] = [20, 19];

/** Node's own version against `engines` of package.json. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return;
  throw new Problem(`This needs Node ${MAJOR}.${MINOR} or newer; here is ${version}. Install one from nodejs.org and start again.`);
}
