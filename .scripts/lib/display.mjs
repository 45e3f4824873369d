import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { startChild } from './children.mjs';

/** Whether windows can be seen here: Linux needs a running X or Wayland server, other systems have their desktop. */
export function hasDisplay({ DISPLAY, WAYLAND_DISPLAY } = process.env) {
  if (process.platform !== 'linux') return true;
  if (WAYLAND_DISPLAY) return true;
  if (!DISPLAY) return false;
  const local = /^:(?<number>\d+)/.exec(DISPLAY);
  // A variable that outlived its server is no display.
  return !local || existsSync(`/tmp/.X11-unix/X${local.groups.number}`);
}

/** Starts a virtual display on a free number and returns the environment that points to it. It ends with us. */
export async function startVirtualDisplay(size = '1920x1080x24') {
  const parameters = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'];
  const server = startChild('Xvfb', parameters, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const failed = once(server, 'exit').then(([code]) => {
    throw new Error(`Xvfb ended with ${code}`);
  });
  const [number] = await Promise.race([once(createInterface({ input: server.stdio[3] }), 'line'), failed]);
  // It ends when we stop it; that is no failure.
  failed.catch(() => {});
  return { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '' };
}
