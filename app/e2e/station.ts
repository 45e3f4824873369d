import path from 'node:path';
import { _electron, expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import type { Person } from './people.ts';
import { escapePattern } from './patterns.ts';
import type { PlaceName } from './seats.ts';
import { daysBetween, type Showing } from './showing.ts';

export interface StationOptions {
  /** Where everything goes that the station keeps, and what it prints. */
  readonly folder: string;
  readonly apiUrl: string;
  readonly stationId: string;
  readonly stationName: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What runs the program; Playwright finds Electron by itself. */
  readonly executablePath?: string;
  /** Put before the program's path. */
  readonly switches?: readonly string[];
  /** The built program; this repository by default. */
  readonly program?: string;
}

const repository = path.resolve(import.meta.dirname, '../..');

/** A station as a cashier uses it: everything is found by what stands there, for eyes or for screen readers. */
export class Station {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Where the virtual printer puts its paper. */
  readonly printDirectory: string;

  private constructor(app: ElectronApplication, page: Page, printDirectory: string) {
    this.app = app;
    this.page = page;
    this.printDirectory = printDirectory;
  }

  /** Starts the program and waits until somebody may sign in. */
  static async open(options: StationOptions): Promise<Station> {
    const printDirectory = path.join(options.folder, 'printed');
    const app = await _electron.launch({
      args: [...(options.switches ?? []), options.program ?? repository],
      ...(options.executablePath !== undefined && { executablePath: options.executablePath }),
      env: {
        ...(process.env as Record<string, string>),
        FOYER_USER_DATA_DIR: path.join(options.folder, 'station'),
        FOYER_PRINT_DIRECTORY: printDirectory,
        FOYER_API_URL: options.apiUrl,
        FOYER_STATION_ID: options.stationId,
        FOYER_STATION_NAME: options.stationName,
        ...options.env,
      },
    });
    const station = new Station(app, await app.firstWindow(), printDirectory);
    try {
      await station.people.first().waitFor();
    } catch (error) {
      const said = await station.text();
      await app.close();
      throw new Error(`nobody can sign in; the station says "${said}"`, { cause: error });
    }
    return station;
  }

  get people(): Locator {
    return this.page.getByRole('radiogroup', { name: 'Choose your name' }).getByRole('radio');
  }

  get board(): Locator {
    return this.page.getByRole('list', { name: 'Showtimes' });
  }

  /** The order beside the map. */
  get order(): Locator {
    return this.page.getByRole('complementary', { name: 'Order', exact: true });
  }

  /** The plan of the room. */
  get map(): Locator {
    return this.page.getByLabel('Seats', { exact: true });
  }

  /** One for each seat of the order. */
  get removeButtons(): Locator {
    return this.order.getByRole('button', { name: /^Remove row / });
  }

  /** The amounts that a guest may hand over. */
  get tender(): Locator {
    return this.order.getByRole('radiogroup', { name: 'Cash received' });
  }

  get total(): Locator {
    return this.order.getByRole('paragraph').filter({ hasText: 'Total' }).locator('output');
  }

  get statusBar(): Locator {
    return this.page.getByRole('contentinfo', { name: 'Station' });
  }

  get pay(): Locator {
    return this.order.getByRole('button', { name: /^Take cash and print / });
  }

  get banners(): Locator {
    return this.page.getByRole('main').getByRole('status').or(this.page.getByRole('alert'));
  }

  /** The tickets of the sale that was just made, with the state of their prints. */
  get tickets(): Locator {
    return this.page.getByRole('list', { name: 'Tickets' }).getByRole('listitem');
  }

  /** A place of the map, whatever its status. */
  seat({ row, number }: PlaceName): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Row ${escapePattern(row)} seat ${number}, `) });
  }

  /** A place of the map while it has this status: "Free", "This order", "Held", "Paying", "Sold" or "Blocked". */
  seatThatIs({ row, number }: PlaceName, status: string): Locator {
    return this.page.getByRole('button', {
      name: new RegExp(`^Row ${escapePattern(row)} seat ${number}, .*${status}$`),
    });
  }

  /** Signs in by touch. */
  async signIn({ name, pin }: Person): Promise<void> {
    await this.people.filter({ hasText: name }).click();
    const pad = this.page.getByRole('group', { name: 'PIN' });
    for (const digit of pin) await pad.getByRole('button', { name: digit, exact: true }).click();
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Waits for what follows the sign-in: the drawer to be counted, or the board of a shift that is open already. */
  async whatFollowsSignIn(): Promise<'shift' | 'board'> {
    const openShift = this.page.getByRole('heading', { name: 'Open your shift' });
    await openShift.or(this.board).first().waitFor();
    return (await openShift.isVisible()) ? 'shift' : 'board';
  }

  /** Opens a shift with a float in whole euros. */
  async openShift(euros: number): Promise<void> {
    const pad = this.page.getByRole('group', { name: 'Float in the drawer' });
    for (const digit of `${euros}`) await pad.getByRole('button', { name: digit, exact: true }).click();
    await pad.getByRole('button', { name: '00', exact: true }).click();
    await this.page.getByRole('button', { name: /^Open shift with / }).click();
    await this.board.waitFor();
  }

  /** Up to the board; a shift that is open goes on. */
  async begin(person: Person): Promise<void> {
    await this.signIn(person);
    if ((await this.whatFollowsSignIn()) === 'shift') await this.openShift(200);
  }

  /** Begins a sale from the board. */
  async choose(showing: Showing): Promise<void> {
    const days = this.page.getByRole('radiogroup', { name: 'Day' }).getByRole('radio');
    await days.nth(this.daysUntil(showing)).check({ force: true });
    await this.rowOf(showing)
      .getByRole('button', { name: /^Sell / })
      .click();
    await this.map.waitFor();
  }

  /** How many days the board has to go on, from today. */
  daysUntil({ startsAt, timeZone }: Showing): number {
    return daysBetween(new Date(), startsAt, timeZone);
  }

  /** The row of a showtime while it is the one that keys act on. */
  chosenRow(showing: Showing): Locator {
    return this.rowOf(showing).getByRole('button', { pressed: true });
  }

  rowOf({ id }: Showing): Locator {
    return this.board.locator(`[id="showtime-${id}"]`);
  }

  /** Takes seats on the map and waits until the server has agreed. */
  async take(seats: readonly PlaceName[]): Promise<void> {
    for (const seat of seats) {
      await this.seat(seat).click();
      await this.seatThatIs(seat, 'This order').waitFor();
    }
    await expect(this.order.getByRole('heading', { name: 'Seats held' })).toBeVisible();
    for (const { row, number } of seats) {
      await expect(this.order.getByRole('button', { name: `Remove row ${row} seat ${number}` })).toBeVisible();
    }
  }

  /** The guest hands over this note, such as "€50". */
  async handOver(note: string): Promise<void> {
    await this.tender.getByRole('radio', { name: new RegExp(`^${escapePattern(note)}`) }).click();
  }

  /** Takes the cash that is chosen and waits for the answer. Returns the order's code, without its dash. */
  async sell(): Promise<string> {
    await this.pay.click();
    return this.soldCode();
  }

  /** Waits until the sale is made. */
  async soldCode(): Promise<string> {
    await this.page.getByRole('heading', { name: 'Sold' }).waitFor();
    const code = await this.page.getByText(/^[\dA-Z]{4}-[\dA-Z]{4}$/).textContent();
    return (code ?? '').replace('-', '');
  }

  /** Waits until every ticket of the sale is on paper. */
  async printed(count: number): Promise<void> {
    await expect(this.tickets.getByText('Printed', { exact: true })).toHaveCount(count);
  }

  async nextGuest(): Promise<void> {
    await this.page.getByRole('button', { name: 'Next guest' }).click();
    await this.board.waitFor();
  }

  /** Everything that stands there, in one line. */
  async text(): Promise<string> {
    return (await this.page.locator('body').innerText()).replaceAll(/\s+/g, ' ').trim();
  }

  /** Waits until fonts and pictures are there, so that a screenshot shows what a person sees. */
  async screenshot(file: string): Promise<void> {
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      await Promise.all(Array.from(document.images, (image) => image.decode()));
    });
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}
