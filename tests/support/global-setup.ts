import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { pluginUnderTest, repository } from './places';
import { ensureTemplate } from './templates';

/** Before the booted tests: bundles the server part as it is now, and makes the template database that most of them need if that has changed. */
export default async function setUp() {
  await bundlePlugin();
  await ensureTemplate('plain');
}

async function bundlePlugin() {
  const manifest = JSON.parse(fs.readFileSync(path.join(repository, 'package.json'), 'utf8'));
  const { outputFiles } = await build({
    absWorkingDir: repository,
    entryPoints: ['strapi-server.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'linked', // beside it, as it ships: a boot would otherwise read three times as much as it does for users
    outfile: path.join(pluginUnderTest, 'index.js'),
    // As strapi-plugin does it: what package.json names stays outside, development dependencies go in.
    external: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    footer: { js: 'module.exports = module.exports.default ?? module.exports;' },
  });
  fs.mkdirSync(pluginUnderTest, { recursive: true });
  for (const { path: file, contents } of outputFiles) fs.writeFileSync(file, contents);
  const exports = { './package.json': './package.json', './strapi-server': './index.js' };
  fs.writeFileSync(
    path.join(pluginUnderTest, 'package.json'),
    JSON.stringify({ name: manifest.name, version: manifest.version, strapi: manifest.strapi, exports }),
  );
}
