/**
 * `npm start`: prepares the machine, builds, starts the server and opens the station.
 *   --headless   everything but the window; one JSON line on stdout when all is ready
 *   --tour       drives a sale through the station instead of leaving the window to a person; so does a machine
 *                without a display
 */
import { bootstrap } from './bootstrap.mjs';
import { onStopSignal, stopChildren } from './lib/children.mjs';
import { hasDisplay } from './lib/display.mjs';
import { orSayWhy } from './lib/plain-error.mjs';
import { say, withProgress } from './lib/progress.mjs';
import { startStack } from './lib/stack.mjs';
import { openStation, prepareStation, runTour } from './lib/station.mjs';

const known = ['--headless', '--tour'];
const flags = process.argv.slice(2);
const stray = flags.find((flag) => !known.includes(flag));
if (stray) {
  say(`npm start doesn't know "${stray}". It knows ${known.join(' and ')}.`);
  process.exit(2);
}
const isHeadless = flags.includes('--headless');
const isTour = flags.includes('--tour') || !hasDisplay();

onStopSignal(stopChildren);
await bootstrap();
// Only now, because it needs packages.
const { build } = await import('./build.mjs');
const code = await orSayWhy(isHeadless ? runHeadless : runWithStation);
await stopChildren();
process.exit(code);

async function runHeadless() {
  await build(['server']);
  const stack = startStack();
  const ready = await stack.ready;
  if (ready) process.stdout.write(`${ready.line}\n`);
  return stack.ended;
}

async function runWithStation() {
  await build(['server']);
  const stack = startStack({ LOG_LEVEL: 'warn', ...process.env });
  const [ready, station] = await Promise.all([stack.ready, buildStation()]);
  if (!ready) return stack.ended;
  const { demo, graphql } = ready.addresses;
  if (isTour) await tour(station, ready.addresses);
  say(`The API answers at ${graphql}. Ctrl-C stops everything.`);
  if (isTour) return stack.ended;
  say(`Sign in as ${demo.cashier.username} with the PIN ${demo.cashier.pin}.`);
  return Promise.race([openStation(station, graphql), stack.ended]);
}

async function buildStation() {
  await build(['station', 'host', 'launch']);
  return prepareStation();
}

async function tour(station, addresses) {
  const sell = () => runTour(station, addresses);
  const { order, screenshots, tickets } = await withProgress('Selling tickets at the station', sell);
  const lines = (files) => files.map((file) => `  ${file}`).join('\n');
  say(`Order ${order} is sold. Its tickets:\n${lines(tickets)}\nScreenshots:\n${lines(screenshots)}`);
}
