/**
 * Outlives its parent by a moment: when the pipe on stdin closes, which happens even when the parent was killed, it
 * stops the processes that it was told to watch.
 */
import { createInterface } from 'node:readline';

const killAfter = 15_000;
const watched = new Set();

function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [verb, pid] = line.split(' ');
  if (verb === 'watch') watched.add(Number(pid));
  else watched.delete(Number(pid));
});
lines.on('close', () => {
  for (const pid of watched) signal(pid, 'SIGTERM');
  const deadline = Date.now() + killAfter;
  setInterval(() => {
    for (const pid of watched) if (!signal(pid, 0)) watched.delete(pid);
    if (watched.size === 0) process.exit();
    if (Date.now() > deadline) for (const pid of watched) signal(pid, 'SIGKILL');
  }, 100);
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});
