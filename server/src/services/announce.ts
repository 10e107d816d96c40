import type { Core } from '@strapi/types';

/** The plugin's events, on Strapi's event hub; Strapi's webhooks accept them too (design §4.4). */
export const eventNames = [
  'microsoft-sync.run.completed',
  'microsoft-sync.run.failed',
  'microsoft-sync.imported',
  'microsoft-sync.conflict',
  'microsoft-sync.account.action-required',
] as const;

/** Nobody waits for listeners, and what they throw is theirs to explain: it must not end a run. */
export function announce(strapi: Core.Strapi, event: (typeof eventNames)[number], payload: object): void {
  Promise.resolve(strapi.eventHub.emit(event, { ...payload })).catch((error: unknown) =>
    strapi.log.warn(`microsoft-sync: a listener of ${event} failed: ${error instanceof Error ? error.name : 'unknown error'}`),
  );
}
