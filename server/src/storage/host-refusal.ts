import { databaseCause } from '../causes/database';
import { isBusy, StoreBusy } from './store-busy';

/** A rule or a hook of the host does not let an entry be written so. The message is the host's own. */
export class HostRefusal extends Error {
  constructor(
    /** Name of the entry; null: it was about to be made. */
    readonly entry: string | null,
    message: string,
    readonly code: 'refused-by-host' | 'no-owner' = 'refused-by-host',
  ) {
    super(message);
    this.name = 'HostRefusal';
  }
}

/** One write of an entry: what the host has thrown is told apart from what the database could not do. */
export async function askingHost<T>(entry: string | null, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isBusy(error) || databaseCause(error) !== null) throw error;
    // Two publications at once: Strapi refuses the second, and the entry can be read and judged anew.
    if (error instanceof Error && isPublishedMeanwhile.test(error.message)) throw new StoreBusy(error);
    throw new HostRefusal(entry, wordsOf(error));
  }
}

/** What a function of a mapping says of a new item. */
export function hostSays<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw new HostRefusal(null, wordsOf(error));
  }
}

const isPublishedMeanwhile = /^A published entry with documentId .* already exists/;

interface Described {
  readonly message?: unknown;
  readonly details?: { readonly errors?: readonly { readonly path?: readonly unknown[]; readonly message?: unknown }[] };
}

/** With the attributes that it is about. */
function wordsOf(error: unknown): string {
  const { message, details } = (typeof error === 'object' && error !== null ? error : {}) as Described;
  const about = (details?.errors ?? []).flatMap(({ path, message: said }) =>
    typeof said === 'string' ? [path && path.length > 0 ? `${path.join('.')}: ${said}` : said] : [],
  );
  const words = about.length > 1 || (about.length === 1 && typeof message !== 'string') ? about.join('; ') : (about[0] ?? message);
  return typeof words === 'string' && words !== '' ? words.slice(0, 300) : 'no reason was given';
}
