import type { SavedState } from './saved.js';
import { formatState } from './format.js';
import { writeAtomically } from './write-atomically.js';

const delayMilliseconds = 300;

/** Keeps a state file up to date. */
export interface Keeper {
  /** Something may have changed: it is saved soon, once for all that changes until then. */
  touch(): void;
  /** Saves what has changed, before it returns. */
  save(): void;
  /** Saves for the last time. */
  close(): void;
}

/** A file that cannot be written is told of once and tried again at the next change: the sandbox goes on. */
export function createKeeper(file: string, capture: (isComplete: boolean) => SavedState, warn: (line: string) => void): Keeper {
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let written = '';
  let lastComplaint = '';

  const write = (isComplete: boolean): void => {
    clearTimeout(timer);
    timer = undefined;
    const content = formatState(capture(isComplete));
    if (content === written) return;
    try {
      writeAtomically(file, content);
      written = content;
    } catch (error) {
      const complaint = `${file} cannot be written (${error instanceof Error ? error.message : String(error)}): what happens now is forgotten at the end.`;
      if (complaint !== lastComplaint) warn(complaint);
      lastComplaint = complaint;
    }
  };
  const save = (): void => {
    if (!isClosed) write(false);
  };
  return {
    save,
    touch: () => {
      if (!isClosed) timer ??= setTimeout(save, delayMilliseconds).unref();
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      write(true);
    },
  };
}
