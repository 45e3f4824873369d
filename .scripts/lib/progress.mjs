const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** One line for the person at the terminal. On stderr, because stdout is for what programs read. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs `work` and tells that it goes on: a ticking line on a terminal, a line every 10 s elsewhere.
 */
export async function withProgress(label, work) {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1_000).toFixed(0);
  const stop = process.stderr.isTTY ? tick(label, seconds) : announce(label, seconds);
  try {
    const result = await work();
    stop(`✓ ${label} (${((Date.now() - startedAt) / 1_000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    stop(`✗ ${label} failed after ${seconds()} s`);
    throw error;
  }
}

function tick(label, seconds) {
  let frame = 0;
  const timer = setInterval(() => {
    frame += 1;
    process.stderr.write(`\r${frames[frame % frames.length]} ${label} … ${seconds()} s`);
  }, 250);
  return (line) => {
    clearInterval(timer);
    process.stderr.write(`\r\u001B[K${line}\n`);
  };
}

function announce(label, seconds) {
  say(`${label} …`);
  const timer = setInterval(() => say(`${label} … ${seconds()} s`), 10_000);
  return (line) => {
    clearInterval(timer);
    say(line);
  };
}
