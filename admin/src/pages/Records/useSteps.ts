import { useEffect, useRef, useState } from 'react';

export interface Steps<Step> {
  /** Those that are done, in their order. */
  steps: Step[];
  state: 'idle' | 'running' | 'stopped' | 'done';
  error: unknown;
  /** `next` gets the step before, and answers with null when that was the last. */
  run: (next: (before: Step | null) => Promise<Step | null>) => Promise<void>;
  stop: () => void;
}

/** What takes its time, a request for each step. It ends after the one under way where somebody stops it or leaves the page. */
export function useSteps<Step>(): Steps<Step> {
  const [steps, setSteps] = useState<Step[]>([]);
  const [state, setState] = useState<Steps<Step>['state']>('idle');
  const [error, setError] = useState<unknown>(undefined);
  const isStopped = useRef(false);
  const stop = () => {
    isStopped.current = true;
  };
  useEffect(() => stop, []);

  const run = async (next: (before: Step | null) => Promise<Step | null>): Promise<void> => {
    isStopped.current = false;
    setSteps([]);
    setError(undefined);
    setState('running');
    const done: Step[] = [];
    try {
      for (let before: Step | null = null; !isStopped.current;) {
        const step: Step | null = await next(before);
        if (step === null) {
          setState('done');
          return;
        }
        done.push(step);
        setSteps([...done]);
        before = step;
      }
    } catch (failure) {
      setError(failure);
    }
    setState('stopped');
  };
  return { steps, state, error, run, stop };
}
