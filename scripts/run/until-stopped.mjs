import { Problem } from '../setup/problem.mjs';

/**
 * Runs `start`, which hands every child it makes to `keep`; then waits until somebody asks to stop or a child ends by itself.
 * Children are stopped in the opposite order: Strapi finishes its runs while the sandbox still answers. A second Ctrl-C forces.
 */
export async function untilAskedToStop(start) {
  const children = [];
  let asked = 0;
  let endWaiting;
  const stopping = new Promise((resolve) => {
    endWaiting = resolve;
  });
  const onSignal = () => {
    asked += 1;
    if (asked === 1) {
      process.stdout.write('\nStopping …\n');
      endWaiting(null);
    } else {
      for (const child of children) child.kill();
      process.exit(130);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onSignal);
  whenNpmEnds(onSignal);

  const keep = (child) => {
    children.push(child);
    child.exited.then((code) => {
      if (!child.isStopping()) endWaiting(new Problem(`${child.name} ended by itself (${code}). Its last words:\n${child.tail()}`));
    });
    return child;
  };
  let failure;
  try {
    // Asked to stop while still starting: what is there is stopped, what is coming is not waited for.
    failure = await Promise.race([stopping, start(keep).then(() => stopping)]);
  } catch (error) {
    failure = error;
  }
  for (const child of [...children].reverse()) await child.stop();
  if (failure) throw failure;
  process.stdout.write('Stopped.\n');
}

/** npm that is ended by its process id does not tell what it runs: without this Strapi and the sandbox would keep their ports. */
function whenNpmEnds(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    stop();
  }, 1_000);
  timer.unref();
}
