import path from 'node:path';
import { formatCode } from '#shared/domain/codes.ts';
import { personOf } from '../people.ts';
import { printedFiles } from '../printed-files.ts';
import { freeNeighbours, listOf } from '../seats.ts';
import { clockTime, showingOf } from '../showing.ts';
import { Station } from '../station.ts';
import type { TourAssignment, TourReport } from './assignment.ts';

/** Told before each step what is about to be done. */
type Begin = (step: string) => void;

const ticketCount = 2;

/** Opens a station, sells two tickets on it as a cashier would, and reports what came out. */
export async function runTour(assignment: TourAssignment, begin: Begin): Promise<TourReport> {
  const { addresses, folder, root: program, executablePath, switches } = assignment;
  begin('Opening Counter 1');
  const station = await Station.open({
    folder,
    apiUrl: addresses.graphql,
    stationId: 'counter-1',
    stationName: 'Counter 1',
    program,
    executablePath,
    switches,
  });
  const screenshots: string[] = [];
  const show = async (name: string): Promise<void> => {
    const file = path.join(folder, `${screenshots.length + 1}-${name}.png`);
    await station.screenshot(file);
    screenshots.push(file);
  };
  try {
    await signIn(station, assignment, begin, show);
    const code = await sell(station, assignment, begin, show);
    return { order: formatCode(code), tickets: printedTickets(station), screenshots };
  } catch (error) {
    // What the window showed says more than what was waited for.
    await show('failed');
    throw error;
  } finally {
    await station.close();
  }
}

type Show = (name: string) => Promise<void>;

async function signIn(station: Station, { addresses }: TourAssignment, begin: Begin, show: Show): Promise<void> {
  const cashier = await personOf(addresses.graphql, addresses.demo.cashier);
  begin(`Signing in as ${cashier.name}`);
  await show('sign-in');
  await station.signIn(cashier);
  if ((await station.whatFollowsSignIn()) === 'board') return begin('Going on with the open shift');
  begin('Opening a shift with €200.00 in the drawer');
  await show('shift');
  await station.openShift(200);
}

async function sell(station: Station, { addresses }: TourAssignment, begin: Begin, show: Show): Promise<string> {
  const { graphql: url, demo } = addresses;
  const showing = await showingOf(url, demo.showtimeId);
  begin(`Choosing ${showing.title} at ${clockTime(showing)}`);
  await show('board');
  await station.choose(showing);
  const seats = await freeNeighbours(url, showing.id, ticketCount);
  begin(`Holding ${listOf(seats)}`);
  await station.take(seats);
  begin('Taking cash');
  await station.handOver('€50');
  await show('seats');
  const code = await station.sell();
  begin(`Printing ${ticketCount} tickets of order ${formatCode(code)}`);
  await station.printed(ticketCount);
  await show('sold');
  return code;
}

/** @throws Error unless the virtual printer has put out every ticket, on paper (PDF) and as an image (PNG) */
function printedTickets({ printDirectory }: Station): readonly string[] {
  const files = (['.pdf', '.png'] as const).map((kind) => printedFiles(printDirectory, kind));
  if (files.some(({ length }) => length !== ticketCount)) {
    throw new Error(`${printDirectory} should hold ${ticketCount} tickets as PDF and PNG and does not`);
  }
  return files.flat();
}
