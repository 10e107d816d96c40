import { createRequire } from 'node:module';
import type { Core } from '@strapi/types';

// Strapi's own ES modules do not load in plain Node (lodash/fp), and its plugins would meet a second Strapi.
const { createStrapi } = createRequire(__filename)('@strapi/strapi') as typeof import('@strapi/strapi');

/** Loads Strapi without listening on a port. Its signal handlers would end the test process, so they go again. */
export async function loadStrapi(directory: string): Promise<Core.Strapi> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const strapi = createStrapi({ appDir: directory, distDir: directory });
  signals.forEach((signal, index) => {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.includes(listener)) process.removeListener(signal, listener);
    }
  });
  try {
    return await strapi.load();
  } catch (error) {
    await destroyStrapi(strapi).catch(() => undefined);
    throw error;
  }
}

/** Strapi takes every listener off the process when it ends, the test runner's own among them ("Channel closed"). */
export async function destroyStrapi(strapi: Core.Strapi): Promise<void> {
  const removeAllListeners = process.removeAllListeners;
  process.removeAllListeners = () => process;
  try {
    await strapi.destroy();
  } finally {
    process.removeAllListeners = removeAllListeners;
  }
}
