import { vi } from 'vitest';

/** How long `vi.waitFor` waits unless said otherwise, in ms: its own second is too short for a machine that does other things, too. */
const patienceMs = 15_000;

const { waitFor } = vi;
vi.waitFor = (callback, options = {}) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: patienceMs, ...options });
