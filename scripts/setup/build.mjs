import { Problem } from './problem.mjs';
import { playground } from './root.mjs';
import { run } from './run.mjs';
import { whenChanged } from './inputs.mjs';

const SOURCES = ['package.json', 'package-lock.json', 'tsconfig.json', 'strapi-server.ts', 'src', 'server', 'admin'];

/** `dist/`: what Strapi loads of the plugin. */
export async function ensurePluginBuilt(progress) {
  const outputs = ['dist/server/index.js', 'dist/admin/index.mjs', 'dist/contracts/index.js', 'dist/client/index.js'];
  await whenChanged('plugin', { inputs: SOURCES, outputs }, () =>
    progress.step('Building the plugin', () =>
      mustRun([process.execPath, 'node_modules/@strapi/sdk-plugin/bin/strapi-plugin.js', 'build']),
    ),
  );
}

/** The admin panel of the playground with the plugin's pages in it. */
export async function ensureAdminBuilt(progress, env) {
  const inputs = [...SOURCES, 'playground/package.json', 'playground/config', 'playground/src/admin'];
  await whenChanged('admin-panel', { inputs, outputs: ['playground/build/index.html'] }, () =>
    progress.step("Building Strapi's admin panel", () =>
      mustRun([process.execPath, '../node_modules/@strapi/strapi/bin/strapi.js', 'build'], { cwd: playground, env }),
    ),
  );
}

async function mustRun(command, options) {
  const { code, output } = await run(command, options);
  if (code !== 0) throw new Problem(`${command.slice(1).join(' ')} failed:\n${output.trim().split('\n').slice(-40).join('\n')}`);
}
