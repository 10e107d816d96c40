import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type { BootOptions } from './boot';
import { handedOver } from './handed-over';
import { pluginUnderTest } from './places';
import { playgroundFiles } from './playground-files';

interface ApplicationOptions extends BootOptions {
  /** The plugin is found among the application's dependencies, not by its place. */
  isInstalled?: boolean;
}

const TEST_ENCRYPTION_KEY = 'the-key-of-the-tests-and-of-nothing-else';

const { cache } = createRequire(__filename);

/** A small Strapi application in a directory of its own. Plain JavaScript, so that nothing has to be compiled. */
export function writeApplication(options: ApplicationOptions) {
  const directory = options.directory ?? fs.mkdtempSync(path.join(os.tmpdir(), 'microsoft-sync-test-'));
  const write = (place: string, text: string) => {
    const file = path.join(directory, place);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    delete cache[file]; // an earlier boot on this folder has read it
  };
  const writeConfiguration = (name: string, value: unknown) => write(`config/${name}.js`, `module.exports = ${sourceOf(value)};\n`);

  write('package.json', JSON.stringify(packageJson(options)));
  fs.mkdirSync(path.join(directory, 'public', 'uploads'), { recursive: true });
  for (const [name, value] of Object.entries(configuration(options))) writeConfiguration(name, value);
  const files = { ...(options.contentTypes === 'playground' ? playgroundFiles() : {}), ...options.files };
  for (const [place, text] of Object.entries(files)) write(place, text);
  return { directory, writeConfiguration, remove: () => fs.rmSync(directory, { recursive: true, force: true }) };
}

/** Functions, which a mapping may have, cannot be written down; the Strapi of this process gets them as they are. */
function sourceOf(value: unknown): string {
  return holdsFunctions(value) ? handedOver(value) : JSON.stringify(value, null, 2);
}

function holdsFunctions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'function';
  return Object.values(value).some(holdsFunctions);
}

function packageJson({ isInstalled = false }: ApplicationOptions) {
  return {
    name: 'microsoft-sync-test-application',
    version: '0.0.0',
    private: true,
    dependencies: { '@strapi/plugin-users-permissions': '*', ...(isInstalled ? { 'strapi-plugin-microsoft-sync': '*' } : {}) },
    strapi: { uuid: false },
  };
}

function configuration({
  config = {},
  plugins = {},
  encryptionKey = TEST_ENCRYPTION_KEY,
  url = 'http://localhost:1337',
  hasPlugin = true,
  isInstalled = false,
}: ApplicationOptions) {
  const scheduler = { enabled: false, ...(config.scheduler as object | undefined) };
  return {
    server: {
      host: '127.0.0.1',
      port: 0,
      url,
      app: { keys: ['test-key-one', 'test-key-two'] },
      logger: { startup: { enabled: false }, updates: { enabled: false } },
    },
    admin: {
      auth: { secret: 'test-admin-secret' },
      apiToken: { salt: 'test-api-token-salt' },
      transfer: { token: { salt: 'test-transfer-salt' } },
      secrets: encryptionKey === null ? {} : { encryptionKey },
      serveAdminPanel: false,
      flags: { nps: false, promoteEE: false },
    },
    api: { rest: { defaultLimit: 25, maxLimit: 100, withCount: true } },
    logger: { level: process.env.STRAPI_LOG_LEVEL ?? 'error' },
    middlewares: ['errors', 'security', 'cors', 'query', 'body', 'session', 'favicon', 'public'].map((name) => `strapi::${name}`),
    plugins: {
      'users-permissions': { config: { jwtSecret: 'test-jwt-secret' } },
      ...(hasPlugin
        ? { 'microsoft-sync': { enabled: true, ...(isInstalled ? {} : { resolve: pluginUnderTest }), config: { ...config, scheduler } } }
        : {}),
      ...plugins,
    },
  };
}
