/** What applications asked for. Method, address, status: never bodies, never tokens. */
export interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  /** Path with query; sign-in requests without their query, which carries secrets. */
  readonly path: string;
  readonly status: number;
  /** Owner of the mailbox it was about. */
  readonly address?: string;
  /** By which token it came (its `uti`): every process of an application has one of its own. */
  readonly tokenId?: string;
  /** Came as a part of a $batch. */
  readonly isBatchPart: boolean;
  /** Came before the time was over for which the mailbox was to be left alone, by an earlier answer. */
  readonly isEarly?: true;
}

export interface RequestLog {
  readonly entries: readonly LoggedRequest[];
  add(entry: LoggedRequest): void;
  clear(): void;
}

const keptEntries = 5000;

export function createRequestLog(log?: (line: string) => void): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    get entries() {
      return entries;
    },
    add: (entry) => {
      entries.push(entry);
      if (entries.length > keptEntries * 1.2) entries = entries.slice(-keptEntries);
      log?.(`${entry.method} ${entry.path} ${entry.status}`);
    },
    clear: () => void (entries = []),
  };
}
