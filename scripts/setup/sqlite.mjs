import fs from 'node:fs';
import path from 'node:path';
import driver from '../../playground/sqlite/driver.js';
import { Problem } from './problem.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const PROBE = "new (require('better-sqlite3'))(':memory:').close()";

/** Strapi's SQLite is a native module: it may be missing, or be there for another version of Node. */
export async function checkSqlite(progress, install) {
  if (await loads()) return;
  await progress.step('Getting SQLite for this Node', async () => {
    if (fs.existsSync(path.join(root, 'node_modules', driver))) await run(['npm', 'rebuild', driver]);
    else await install(); // npm leaves out what could not be built, or was not for the Node that it ran on
    if (!(await loads())) throw new Problem(explainSqlite());
  });
}

function explainSqlite(platform = process.platform) {
  const compiler = {
    linux:
      'Debian and Ubuntu: `apt-get install python3 make g++`; Fedora: `dnf install python3 make gcc-c++`; Alpine: `apk add python3 make g++`',
    darwin: '`xcode-select --install`',
    win32: 'Python 3 and the Visual Studio Build Tools with "Desktop development with C++"',
  };
  return `There is no prebuilt SQLite (better-sqlite3) for Node ${process.versions.node} here and no compiler to make one; install ${compiler[platform] ?? 'Python 3, make and a C++ compiler'}, then start again.`;
}

async function loads() {
  const { code } = await run([process.execPath, '-e', PROBE], { cwd: root });
  return code === 0;
}
