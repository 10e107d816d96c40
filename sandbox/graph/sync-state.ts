import { syncStateRefusals } from '../mailbox/sync-state-answers.js';
import { GraphError } from './errors.js';
import type { GraphRequest } from './request.js';

/** `window` is what a fresh round needs in its address besides an empty token. */
export function syncStateLost({ service, path, mailbox }: GraphRequest, generation: number, window: string): GraphError {
  const { status, code, hasLocation } = syncStateRefusals[mailbox.syncStateAnswer];
  const location = `${service.root()}${path}?${window}$deltatoken=`;
  return new GraphError(status, code, `The sync state generation is not found; generation=${generation};`, hasLocation ? { location } : {});
}
