import { milliseconds, perSecond, ratio, rounded, type Benchmark } from './benchmark.ts';
import { benchAbuse } from './abuse.ts';
import { benchAudit } from './audit-verify.ts';
import { benchEvents } from './events.ts';
import { benchFanOut } from './fan-out.ts';
import { benchHolds } from './holds.ts';
import { benchReleaseLag } from './release-lag.ts';
import { benchRush } from './rush.ts';
import { benchSales } from './sales.ts';
import { benchSnapshots } from './snapshots.ts';

/** Everything that is measured of the server, in this order. */
export const benchmarks: readonly Benchmark[] = [
  {
    name: 'holds',
    doing: 'Holding seats',
    run: async (office) => {
      const {
        graphqlPerSecond,
        evalshaPerSecond,
        ratio: ratioToScript,
      } = await office.withoutWorkers(() => benchHolds(office));
      return [
        perSecond('Holds by GraphQL, 32 connections', graphqlPerSecond),
        perSecond('Bare EVALSHA, 32 in flight', evalshaPerSecond),
        ratio('  against it', ratioToScript, '0.30 or more'),
      ];
    },
  },
  {
    name: 'snapshots',
    doing: 'Reading seat maps',
    run: async (office) => [
      perSecond(
        'Seat-map states by GraphQL',
        (await office.withoutWorkers(() => benchSnapshots(office))).perSecond,
        '10,000 or more',
      ),
    ],
  },
  {
    name: 'fan-out',
    doing: 'Telling 500 subscribers',
    run: async (office) => {
      const { graphql, raw, p50Ratio } = await office.withoutWorkers(() => benchFanOut(office));
      return [
        milliseconds('One event to 500 subscribers, p50', graphql.p50Ms),
        milliseconds('  p99', graphql.p99Ms),
        milliseconds('To 500 bare sockets, p50', raw.p50Ms),
        milliseconds('  p99', raw.p99Ms),
        ratio('  p50 against it', p50Ratio, '2.5 or less'),
      ];
    },
  },
  {
    name: 'sales',
    doing: 'Selling by cash and by card',
    run: async (office) => {
      const sales = await benchSales(office);
      return [
        perSecond('Cash sales of two seats, hold included, 16 drawers', sales.cashPerSecond),
        perSecond('  all in one hot showtime', sales.hotPerSecond),
        ratio('  against many showtimes', sales.hotRatio),
        perSecond('Card sales, from the hold to the tickets', sales.cardPerSecond),
        ratio('  against cash', sales.cardRatio),
      ];
    },
  },
  {
    name: 'rush',
    doing: '10,000 buyers rush for 400 seats',
    run: async (office) => {
      const rush = await benchRush(office);
      return [
        { what: 'Time to sell 400 seats out by card', value: rounded(rush.secondsToSellOut), unit: 's' },
        { what: '  groups seated', value: rush.groupsSeated, unit: '' },
        { what: '  seats sold', value: rush.seatsSold, unit: '', goal: '400' },
        milliseconds('  a buyer’s answer, p99', rush.p99Ms),
        perSecond('  buyers answered', rush.answersPerSecond),
      ];
    },
  },
  {
    name: 'release-lag',
    doing: 'Waiting for holds to expire',
    run: async (office) => {
      const { p50Ms, p99Ms } = await benchReleaseLag(office);
      return [
        milliseconds('Seats come back after their hold ends, p50', p50Ms),
        milliseconds('  p99', p99Ms, '1,000 or less'),
      ];
    },
  },
  {
    name: 'events',
    doing: 'Telling 10,000 changes of orders, and working them off',
    run: async (office) => {
      const events = await benchEvents(office);
      return [
        perSecond('Changes of orders relayed to the stream', events.relayedPerSecond),
        ratio('  against bare XADDs', events.relayRatio),
        perSecond('Events consumed by a group that does nothing', events.consumedPerSecond),
        ratio('  against bare XREADGROUP and XACK', events.consumeRatio),
        perSecond('Events counted in the sales figures', events.figuresPerSecond),
      ];
    },
  },
  {
    name: 'abuse',
    doing: 'Selling while somebody abuses the API',
    run: async (office) => {
      const production = await benchAbuse(office, 'required');
      const open = await benchAbuse(office, 'off');
      return [
        milliseconds('A checkout by cash, 25 a second, p99', production.quietP99Ms),
        milliseconds('  under 110 abusive requests a second', production.abusedP99Ms),
        ratio('  against without', production.ratio, '1.10 or less'),
        ratio('  where free-form operations run', open.ratio),
        { what: '  abuse refused', value: production.refused + open.refused, unit: '' },
        { what: '  abuse that got through', value: production.taken + open.taken, unit: '', goal: '0' },
      ];
    },
  },
  {
    name: 'audit',
    doing: 'Sealing entries, and checking a million of them',
    run: async (office) => {
      const audit = await benchAudit(office);
      return [
        perSecond('Audit entries sealed', audit.sealedPerSecond, 'some thousand'),
        {
          what: 'Checking 1,000,000 audit entries',
          value: rounded(audit.verifySeconds),
          unit: 's',
          goal: '30 or less',
        },
        perSecond('  entries', audit.verifiedPerSecond),
        ratio('  against only reading them', audit.readRatio),
      ];
    },
  },
];
