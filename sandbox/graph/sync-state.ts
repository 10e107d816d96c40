import { GraphError } from './errors.js';
import type { GraphRequest } from './request.js';

/** How the service says that a delta token is gone. All were seen; letter case differs from place to place (graph-facts §1.5). */
export type SyncStateAnswer = keyof typeof answers;

const answers = {
  /** 410 with the address of a fresh round. */
  goneWithLocation: { status: 410, code: 'SyncStateNotFound', hasLocation: true },
  gone: { status: 410, code: 'SyncStateNotFound', hasLocation: false },
  syncStateNotFound: { status: 400, code: 'syncStateNotFound', hasLocation: false },
  resyncRequired: { status: 400, code: 'resyncRequired', hasLocation: false },
  fullSyncRequired: { status: 410, code: 'fullSyncRequired', hasLocation: false },
  resourceNotFound: { status: 404, code: 'ResourceNotFound', hasLocation: false },
} as const;

export const syncStateAnswers = Object.keys(answers) as readonly SyncStateAnswer[];

/** `window` is what a fresh round needs in its address besides an empty token. */
export function syncStateLost({ service, path, mailbox }: GraphRequest, generation: number, window: string): GraphError {
  const { status, code, hasLocation } = answers[mailbox.syncStateAnswer];
  const location = `${service.root()}${path}?${window}$deltatoken=`;
  return new GraphError(status, code, `The sync state generation is not found; generation=${generation};`, hasLocation ? { location } : {});
}
