import { fork } from 'node:child_process';
import path from 'node:path';

/** A Strapi in a process of its own, on an application that has been booted before. */
export interface Server {
  readonly pid: number;
  /** Moves its clock of the database. */
  advance(milliseconds: number): Promise<void>;
  /** It asks Microsoft for something, with a token of its own. */
  check(user: string): Promise<void>;
  /** As whoever deploys a new version stops it: what it has begun it brings to a safe end. */
  stop(): Promise<void>;
  /** At once, as when the machine is gone. */
  kill(): Promise<void>;
  /** It stands still, and knows nothing of it. */
  freeze(): void;
  thaw(): void;
}

export async function startServer(directory: string): Promise<Server> {
  const child = fork(path.join(__dirname, 'server-process.cjs'), [directory], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answer = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const failed = () => reject(new Error('A server has ended.'));
      child.once('exit', failed);
      child.once('message', () => {
        child.off('exit', failed);
        resolve();
      });
    });
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  const order = (what: object): Promise<void> => {
    const done = answer();
    child.send(what);
    return done;
  };
  await answer();
  return {
    pid: child.pid ?? 0,
    advance: (milliseconds) => order({ advanceMs: milliseconds }),
    check: (user) => order({ check: user }),
    async stop() {
      await order({ stop: true });
      await ended;
    },
    async kill() {
      signal('SIGKILL');
      await ended;
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
}
