import { useCallback, useEffect, useRef, useState } from 'react';

const UNDO_MILLISECONDS = 10_000;

type Work = () => Promise<unknown>;
/** 'done': it is, and `undo` takes it back. 'meant': what could not be taken back is not done before the time is up; `undo` drops it. */
type Step =
  | { readonly kind: 'done'; readonly message: string; readonly undo: Work }
  | { readonly kind: 'meant'; readonly message: string; readonly commit: Work; readonly undo: () => void };

export interface Undo {
  readonly step: Step | null;
  readonly take: (step: Step) => void;
  readonly undo: () => Promise<void>;
  /** As long as somebody is about to use it. */
  readonly hold: (isHeld: boolean) => void;
}

/** The last thing that was done, for ten seconds. What is still meant is done with the next one, and before the page is left. */
export function useUndo(onFailure: (error: unknown) => void): Undo {
  const [step, setStep] = useState<Step | null>(null);
  const [isHeld, hold] = useState(false);
  const current = useRef<Step | null>(null);
  const failed = useRef(onFailure);
  failed.current = onFailure;

  const settle = useCallback(() => {
    const last = current.current;
    current.current = null;
    setStep(null);
    if (last?.kind === 'meant') last.commit().catch((error: unknown) => failed.current(error));
  }, []);
  const take = useCallback(
    (next: Step) => {
      settle();
      current.current = next;
      setStep(next);
    },
    [settle],
  );
  const undo = useCallback(async () => {
    const last = current.current;
    current.current = null;
    setStep(null);
    hold(false);
    try {
      await last?.undo();
    } catch (error) {
      failed.current(error);
    }
  }, []);

  useEffect(() => {
    if (step === null || isHeld) return undefined;
    const timer = setTimeout(settle, UNDO_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [step, isHeld, settle]);
  useEffect(() => {
    const leave = () => (document.visibilityState === 'hidden' ? settle() : undefined);
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      settle();
    };
  }, [settle]);
  return { step, take, undo, hold };
}
