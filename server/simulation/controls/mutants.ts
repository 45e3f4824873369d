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

/** Each switches one guard off; in worlds without it somebody must notice. */
export const mutants: Readonly<Record<string, Controls>> = {
  'a seat can be claimed twice': { database: { withoutUniqueIds: ['showSeats'] } },
  'a hold can have two outcomes': { database: { withoutUniqueIds: ['holdOutcomes'] } },
  'the database misses write conflicts': { database: { withoutConflicts: true } },
  'an order changes from any state': repositories(({ orders }) => ({
    orders: altered(orders, {
      change: (id, _expected, set, session) => orders.change(id, { states: orderStates }, set, session),
    }),
  })),
  'two refunds of an order do not see each other': repositories(({ orders }) => ({
    orders: altered(orders, { findAlone: (id, session) => orders.find(id, session) }),
  })),
  'an idempotency key is not remembered': repositories(({ orders }) => ({
    orders: altered(orders, { rememberReply: nothing }),
  })),
  'a late payment gets tickets without seats': repositories(({ orders, claims }) => ({
    claims: altered(claims, {
      claimSeats: async (claim, seats, session) => {
        const isKnown = claim.orderId !== null && (await orders.find(claim.orderId as never)) !== undefined;
        if (!isKnown) await claims.claimSeats(claim, seats, session);
      },
    }),
  })),
  'seats of an order that ended stay claimed': repositories(({ claims }) => ({
    claims: altered(claims, { giveBack: nothing }),
  })),
  'an abandoned hold may still be sold': repositories(({ claims }) => ({
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
  'an expiry is not told to the outbox': repositories(({ orders }) => ({
    orders: altered(orders, {
      addToOutbox: (row, session) => (row.type === 'order.expired' ? nothing() : orders.addToOutbox(row, session)),
    }),
  })),
  'a settled refund is not in the history': repositories(({ audit }) => ({
    audit: altered(audit, {
      add: async (entries, session) => {
        const told = entries.filter(({ action }) => action !== 'refund.settled');
        if (told.length > 0) await audit.add(told, session);
      },
    }),
  })),
  'nobody asks after open payments': repositories(({ orders }) => ({
    orders: altered(orders, { withOpenPayment: () => Promise.resolve([]) }),
  })),
  'nobody sends refunds again': repositories(({ refunds }) => ({
    refunds: altered(refunds, { unsettled: () => Promise.resolve([]) }),
  })),
  'cash goes into a drawer that is closed': repositories(({ shifts }) => ({
    shifts: altered(shifts, {
      takeNumbers: async (id, _tickets, session) => shifts.find(id, session),
    }),
  })),
  'a card is charged before its order stands': { gateway: { chargesAtOnce: true } },
  'any fence may lock a hold': { scripts: { withoutFenceOnLock: true } },
  'a hold takes seats that others have': { scripts: { withoutAvailability: true } },
  'a hold takes only some of its seats': { scripts: { withPartialHolds: true } },
  'overdue holds still count': { scripts: { withoutOverdueCheck: true } },
  'a claim that was given back is shown again': { scripts: { withoutFreedFences: true } },
  'a rebuild does not hear of claims': { scripts: { withoutPendingClaims: true } },
  'a rebuild does not hear of claims that are given back': { scripts: { withoutRestartedRebuilds: true } },
  'a rebuilt map does not know its claims by their fences': { scripts: { withoutClaimFences: true } },
};
