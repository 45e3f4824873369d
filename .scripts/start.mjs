/**
 * `npm start`: prepares the machine, builds, starts the server and opens the station.
 *   --headless   everything but the window; one JSON line on stdout when all is ready
 *   --tour       drives a sale through the station instead of leaving the window to a person; so does a machine
 *                without a display
 */
import { bootstrap, orSayWhy } from './bootstrap.mjs';
import { onStopSignal, stopChildren } from './lib/children.mjs';
import { hasDisplay } from './lib/display.mjs';
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
await orSayWhy(() => build(['server']));
const stack = startStack();
const code = isHeadless ? await runHeadless() : await runWithStation();
await stopChildren();
process.exit(code);

async function runHeadless() {
  const ready = await stack.ready;
  if (ready) process.stdout.write(`${ready.line}\n`);
  return stack.ended;
}

async function runWithStation() {
  const [ready, station] = await Promise.all([
    stack.ready,
    orSayWhy(async () => {
      await build(['station', 'host', 'launch']);
      return prepareStation();
    }),
  ]);
  if (!ready) return stack.ended;
  say(`The API answers at ${ready.addresses.graphql}`);
  if (!isTour) return Promise.race([openStation(station, ready.addresses.graphql), stack.ended]);
  await tour(station, ready.addresses);
  return stack.ended;
}

async function tour(station, addresses) {
  const { order, screenshots, tickets } = await withProgress('Selling tickets at the station', () =>
    runTour(station, addresses),
  );
  const lines = (files) => files.map((file) => `  ${file}`).join('\n');
  say(`Order ${order} is sold. Its tickets:\n${lines(tickets)}\nScreenshots:\n${lines(screenshots)}`);
  say(`The API answers at ${addresses.graphql}. Ctrl-C stops everything.`);
}
