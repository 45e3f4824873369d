import { orderStates } from '#shared/domain/order-state.ts';
import type { Repositories } from '../../compose/repositories.ts';
import type { Controls } from './controls.ts';

/** The same object, but for some of its methods. */
function altered<Target extends object>(target: Target, methods: Partial<Target>): Target {
  return new Proxy(target, {
    get(own, name) {
      const value: unknown = Reflect.get(name in methods ? methods : own, name);
      return typeof value === 'function' ? (value.bind(own) as unknown) : value;
    },
  });
}

const nothing = (): Promise<void> => Promise.resolve();

function repositories(alter: (whole: Repositories) => Partial<Repositories>): Controls {
  return { repositories: alter };
}

/** One guard that is switched off; in worlds without it somebody must notice. */
export interface Mutant {
  readonly name: string;
  readonly controls: Controls;
  /** After so many seeds somebody must have noticed. */
  readonly within: number;
}

/** What somebody notices soon. */
export const soon = 100;

/** What takes a coincidence or two. */
const rarely = 5_000;

export const mutants: readonly Mutant[] = [
  {
    name: 'a seat can be claimed twice',
    within: rarely,
    controls: { database: { withoutUniqueIds: ['showSeats'] } },
  },
  {
    name: 'a hold can have two outcomes',
    within: soon,
    controls: { database: { withoutUniqueIds: ['holdOutcomes'] } },
  },
  {
    name: 'the database misses write conflicts',
    within: soon,
    controls: { database: { withoutConflicts: true } },
  },
  {
    name: 'an order changes from any state',
    within: soon,
    controls: repositories(({ orders }) => ({
      orders: altered(orders, {
        change: (id, _expected, set, session) => orders.change(id, { states: orderStates }, set, session),
      }),
    })),
  },
  {
    name: 'two refunds of an order do not see each other',
    within: rarely,
    controls: repositories(({ orders }) => ({
      orders: altered(orders, { findAlone: (id, session) => orders.find(id, session) }),
    })),
  },
  {
    name: 'an idempotency key is not remembered',
    within: soon,
    controls: repositories(({ orders }) => ({
      orders: altered(orders, { rememberReply: nothing }),
    })),
  },
  {
    name: 'a late payment gets tickets without seats',
    within: rarely,
    controls: repositories(({ orders, claims }) => ({
      claims: altered(claims, {
        claimSeats: async (claim, seats, session) => {
          const isKnown = claim.orderId !== null && (await orders.find(claim.orderId as never)) !== undefined;
          if (!isKnown) await claims.claimSeats(claim, seats, session);
        },
      }),
    })),
  },
  {
    name: 'seats of an order that ended stay claimed',
    within: soon,
    controls: repositories(({ claims }) => ({
      claims: altered(claims, { giveBack: nothing }),
    })),
  },
  {
    name: 'an abandoned hold may still be sold',
    within: soon,
    controls: repositories(({ claims }) => ({
      claims: altered(claims, {
        abandonOrFind: async (holdId, now) => ({
          _id: holdId,
          outcome: 'ABANDONED',
          orderId: null,
          expiresAt: now,
          ...(await claims.findOutcome(holdId)),
        }),
      }),
    })),
  },
  {
    name: 'an expiry is not told to the outbox',
    within: soon,
    controls: repositories(({ orders }) => ({
      orders: altered(orders, {
        addToOutbox: (row, session) => (row.type === 'order.expired' ? nothing() : orders.addToOutbox(row, session)),
      }),
    })),
  },
  {
    name: 'a settled refund is not in the history',
    within: soon,
    controls: repositories(({ audit }) => ({
      audit: altered(audit, {
        add: async (entries, session) => {
          const told = entries.filter(({ action }) => action !== 'refund.settled');
          if (told.length > 0) await audit.add(told, session);
        },
      }),
    })),
  },
  {
    name: 'nobody asks after open payments',
    within: soon,
    controls: repositories(({ orders }) => ({
      orders: altered(orders, { withOpenPayment: () => Promise.resolve([]) }),
    })),
  },
  {
    name: 'nobody sends refunds again',
    within: soon,
    controls: repositories(({ refunds }) => ({
      refunds: altered(refunds, { unsettled: () => Promise.resolve([]) }),
    })),
  },
  {
    name: 'cash goes into a drawer that is closed',
    within: soon,
    controls: repositories(({ shifts }) => ({
      shifts: altered(shifts, {
        takeNumbers: async (id, _tickets, session) => shifts.find(id, session),
      }),
    })),
  },
  {
    name: 'a card is charged before its order stands',
    within: soon,
    controls: { gateway: { chargesAtOnce: true } },
  },
  {
    name: 'any fence may lock a hold',
    within: rarely,
    controls: { scripts: { withoutFenceOnLock: true } },
  },
  {
    name: 'a hold takes seats that others have',
    within: soon,
    controls: { scripts: { withoutAvailability: true } },
  },
  {
    name: 'a hold takes only some of its seats',
    within: soon,
    controls: { scripts: { withPartialHolds: true } },
  },
  {
    name: 'overdue holds still count',
    within: soon,
    controls: { scripts: { withoutOverdueCheck: true } },
  },
  {
    name: 'a claim that was given back is shown again',
    within: rarely,
    controls: { scripts: { withoutFreedFences: true } },
  },
  {
    name: 'a rebuild does not hear of claims',
    within: rarely,
    controls: { scripts: { withoutPendingClaims: true } },
  },
  {
    name: 'a rebuild does not hear of claims that are given back',
    within: rarely,
    controls: { scripts: { withoutRestartedRebuilds: true } },
  },
  {
    name: 'a rebuilt map does not know its claims by their fences',
    within: rarely,
    controls: { scripts: { withoutClaimFences: true } },
  },
];
