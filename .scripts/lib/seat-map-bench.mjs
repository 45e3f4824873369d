/** Measures the seat map in a real browser: mounting 1,000 seats, and repainting one of them, on a slowed CPU. */
import { join } from 'node:path';
import { findProgram } from './programs.mjs';
import { root } from './root.mjs';

const cpuSlowdown = 4;
const mounts = 7;
const repaints = 60;

/** Milliseconds at CPU ×4, or undefined where there is no Chromium to measure in. */
export async function measureSeatMap() {
  const executablePath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
    .map(findProgram)
    .find(Boolean);
  if (!executablePath) return undefined;
  const { preview } = await import('vite');
  const { chromium } = await import('@playwright/test');
  const server = await preview({
    configFile: join(root, '.config/bench.vite.config.ts'),
    preview: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
  });
  const args = ['--disable-background-networking', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(server.resolvedUrls.local[0]);
    await page.waitForFunction(() => 'seatMapBench' in window);
    await page.evaluate(() => document.fonts.ready);
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
    return summarise(await page.evaluate(runInPage, { mountCount: mounts, repaintCount: repaints }));
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs inside the page, which has no access to anything of this file. */
async function runInPage({ mountCount, repaintCount }) {
  const bench = window.seatMapBench;
  const mountTimes = [];
  for (let run = 0; run < mountCount; run += 1) {
    bench.unmount();
    mountTimes.push(await bench.mount());
  }
  const repaintTimes = [];
  for (let run = 0; run < repaintCount; run += 1) repaintTimes.push(await bench.repaintOne((run * 37) % 1_000));
  return { mountTimes, repaintTimes };
}

function summarise({ mountTimes, repaintTimes }) {
  const committed = (times) => times.map((time) => time.committed);
  return {
    firstMountMs: rounded(mountTimes[0].committed),
    mountMs: rounded(median(committed(mountTimes))),
    mountPaintedMs: rounded(median(mountTimes.map((time) => time.painted))),
    repaintMs: rounded(median(committed(repaintTimes))),
  };
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(value) {
  return Math.round(value * 100) / 100;
}
