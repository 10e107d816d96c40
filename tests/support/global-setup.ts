import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { writeApplication } from './application';
import { destroyStrapi, loadStrapi } from './load';
import { pluginUnderTest, repository, templateDatabase, templateInputs } from './places';

/** Before the booted tests: bundles the server part as it is now, and makes the template database if that has changed. */
export default async function setUp() {
  const bundle = await bundlePlugin();
  const inputs = createHash('sha256')
    .update(bundle)
    .update(fs.readFileSync(path.join(repository, 'package-lock.json')))
    .digest('hex');
  const isFresh = fs.existsSync(templateDatabase) && fs.existsSync(templateInputs) && fs.readFileSync(templateInputs, 'utf8') === inputs;
  if (isFresh) return;
  await makeTemplate();
  fs.writeFileSync(templateInputs, inputs);
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
    sourcemap: 'inline',
    outfile: path.join(pluginUnderTest, 'index.js'),
    // As strapi-plugin does it: what package.json names stays outside, development dependencies go in.
    external: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    footer: { js: 'module.exports = module.exports.default ?? module.exports;' },
  });
  const code = outputFiles[0]!.text;
  fs.mkdirSync(pluginUnderTest, { recursive: true });
  fs.writeFileSync(path.join(pluginUnderTest, 'index.js'), code);
  const exports = { './package.json': './package.json', './strapi-server': './index.js' };
  fs.writeFileSync(
    path.join(pluginUnderTest, 'package.json'),
    JSON.stringify({ name: manifest.name, version: manifest.version, strapi: manifest.strapi, exports }),
  );
  return code;
}

async function makeTemplate() {
  const application = writeApplication({});
  const filename = path.join(application.directory, 'data.db');
  application.writeConfiguration('database', { connection: { client: 'sqlite', connection: { filename }, useNullAsDefault: true } });
  const strapi = await loadStrapi(application.directory);
  await destroyStrapi(strapi);
  fs.copyFileSync(filename, templateDatabase);
  application.remove();
}
