const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const SIGN_OF_LIFE_MS = 20_000;

/** One line per step with its time. On a terminal the line lives while the step does; elsewhere a long step gives a sign of life now and then. */
export function createProgress(stream = process.stdout) {
  const isTerminal = Boolean(stream.isTTY) && !process.env.CI;
  const show = isTerminal ? spin : tell;
  return {
    async step(name, work) {
      const startedAt = Date.now();
      const stop = show(stream, name, startedAt);
      try {
        const result = await work();
        stop('✔');
        return result;
      } catch (error) {
        stop('✖');
        throw error;
      }
    },
  };
}

function spin(stream, name, startedAt) {
  let frame = 0;
  const draw = () => stream.write(`\r\x1b[2K${FRAMES[(frame += 1) % FRAMES.length]} ${name} ${seconds(startedAt)}`);
  draw();
  const timer = setInterval(draw, 100).unref(); // a step that is given up does not keep the process
  return (mark) => {
    clearInterval(timer);
    stream.write(`\r\x1b[2K${mark} ${name} (${seconds(startedAt)})\n`);
  };
}

function tell(stream, name, startedAt) {
  stream.write(`… ${name}\n`);
  const timer = setInterval(() => stream.write(`… ${name}, ${seconds(startedAt)} so far\n`), SIGN_OF_LIFE_MS).unref();
  return (mark) => {
    clearInterval(timer);
    stream.write(`${mark} ${name} (${seconds(startedAt)})\n`);
  };
}

export const seconds = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
