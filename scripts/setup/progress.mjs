const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** One line per step with its time; on a terminal the line lives while the step does. */
export function createProgress(stream = process.stdout) {
  const isLive = Boolean(stream.isTTY) && !process.env.CI;
  return {
    async step(name, work) {
      const startedAt = Date.now();
      const stop = isLive ? spin(stream, name, startedAt) : announce(stream, name);
      try {
        const result = await work();
        stop('✔');
        return result;
      } catch (error) {
        stop('✖');
        throw error;
      }

      function announce(out, label) {
        out.write(`… ${label}\n`);
        return (mark) => out.write(`${mark} ${label} (${seconds(startedAt)})\n`);
      }
    },
  };
}

function spin(stream, name, startedAt) {
  let frame = 0;
  const draw = () => stream.write(`\r\x1b[2K${FRAMES[(frame += 1) % FRAMES.length]} ${name} ${seconds(startedAt)}`);
  draw();
  const timer = setInterval(draw, 100);
  return (mark) => {
    clearInterval(timer);
    stream.write(`\r\x1b[2K${mark} ${name} (${seconds(startedAt)})\n`);
  };
}

export const seconds = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
